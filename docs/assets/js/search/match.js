// A word of a query -> the terms of the index that stand for it, and the documents that hold them.
//
// First the word itself, in any form and either language; where it is nowhere, the parts it is made of; where it is in
// no dictionary either, words that differ by a typing error; last, words that sound alike.
;(() => {
  const Sok = self.Sok
  // The fields by their letter in the index: how much a word there tells. The lengths of the first four are known.
  const FIELDS = { T: [3.1, 0], N: [3, 1], A: [3.2, 2], X: [1, 3], P: [0.5, 3] }
  const [SATURATION, LENGTH, LEAST] = [1.2, 0.62, 0.65]
  const SHORTEST = 4
  // How sure a match is, by what it is: above a half it is called a hit.
  const SURE = { word: 1, joined: 1, written: 1, signs: 1, typo: 0.7, slip: 0.4, part: 0.45, begun: 0.4, near: 0.3, stem: 0.3, piece: 0.3 }
  let index = null

  /** Reads what is needed for a search; the rest stays text until it is shown. */
  Sok.load = () => {
    if (index) return
    const data = Sok.data.index
    index = {
      ...data,
      terms: data.terms.split("\n"),
      postings: data.postings.split("\n"),
      held: new Map(),
      shown: new Map(),
    }
  }

  // --- the index --------------------------------------------------------------------------------------

  /** The place of the first term that is not before a text. */
  const place = (list, text, of = (one) => one) => {
    let [low, high] = [0, list.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (of(list[middle]) < text) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Whether the index has a term. The list of cases asks for the language alone, and has no index. */
  Sok.has = (term) => index !== null && index.terms[place(index.terms, term)] === term

  /** Document -> how often a term stands in each field, as letters; an empty map for a term that is nowhere. */
  const postings = (term) => {
    let found = index.held.get(term)
    if (!found) {
      found = new Map()
      const at = place(index.terms, term)
      if (index.terms[at] === term) {
        let number = 0
        for (const [, step, letters] of index.postings[at].matchAll(/([0-9a-z]+)([A-Z]+)/gu)) {
          number += Number.parseInt(step, 36)
          found.set(number, letters)
        }
      }
      index.held.set(term, found)
    }
    return found
  }

  /** A document's page, kind and weight: [page, kind, weight, lengths]. */
  Sok.row = (number) => index.rows[number]

  /** Whether some terms stand in the title, the names or the editors' words of a page, and not in its text alone. */
  Sok.isNamed = (terms, page) => {
    const from = Sok.document(page)
    const to = place(index.rows, page + 1, (row) => row[0])
    const named = (number, letters) => number >= from && number < to && /[TNA]/u.test(letters)
    return [...terms].some((term) => [...postings(term)].some(([number, letters]) => named(number, letters)))
  }

  /** The number of the first document of a page, which is its own. */
  Sok.document = (page) => place(index.rows, page, (row) => row[0])

  /** What is shown of a document: { location, title, text }. */
  Sok.shown = (number) => {
    const page = index.rows[number][0]
    if (!index.shown.has(page))
      index.shown.set(page, JSON.parse(index.parts[page]).map(([location, title, text]) => ({ location, title, text })))
    return index.shown.get(page)[number - Sok.document(page)]
  }

  // --- how much a term tells of a document ------------------------------------------------------------

  const rareness = (held) => Math.log(1 + (index.rows.length - held.size + 0.5) / (held.size + 0.5))

  /** How much a term tells, for standing in few documents. */
  Sok.rareness = (term) => rareness(postings(term))

  const scored = (term, weight, into, rare) => {
    const held = postings(term)
    for (const [number, letters] of held) {
      let score = 0
      for (let at = 0; at < letters.length; ) {
        const letter = letters[at]
        let count = 0
        while (letters[at] === letter) [count, at] = [count + 1, at + 1]
        const [boost, field] = FIELDS[letter]
        const length = index.rows[number][3][field] / (index.average[field] || 1)
        const often = (count * (SATURATION + 1)) / (count + SATURATION * (1 - LENGTH + LENGTH * length))
        score += boost * rare * (LEAST + often)
      }
      if (!(into.get(number) >= score * weight)) into.set(number, score * weight)
    }
    return held.size > 0
  }

  /** Document -> score for some terms, the best of them; and the terms that are there. */
  const look = (weights, isGuess) => {
    const scores = new Map()
    const terms = new Set()
    const rare = [...weights.keys()].map((term) => rareness(postings(term)))
    // What is only guessed is more likely a usual word than a rare one.
    const least = isGuess ? Math.min(...rare) : 0
    for (const [at, [term, weight]] of [...weights].entries())
      if (scored(term, weight, scores, isGuess ? least : rare[at])) terms.add(term)
    return { scores, terms }
  }

  // --- what a word may stand for ----------------------------------------------------------------------

  const add = (found, term, weight) => {
    if (Sok.has(term) && !(found.get(term) >= weight)) found.set(term, weight)
  }

  /** The noun of a verb, «endring» of «endre», and the verb of a noun. */
  const derived = (term) => {
    if (term.endsWith("ing")) return [`${term.slice(0, -3)}e`, `${term.slice(0, -3)}je`]
    return term.endsWith("e") && term.length > SHORTEST ? [`${term.slice(0, -1)}ing`, term.replace(/je$/u, "ing")] : []
  }

  /** What someone does, and the noun of it: «innvandring» of «innvandrar». */
  const done = (term) => (/..ar$/u.test(term) ? [`${term.slice(0, -2)}ing`, `${term.slice(0, -2)}e`] : [])

  /** Term -> weight for the word as it is, in any form; its first key counts most. */
  const itself = ({ terms }) => {
    const found = new Map()
    const likeliest = terms.find((term) => term[0] !== "~" && term[0] !== "=")
    for (const term of terms) if (term[0] !== "~") add(found, term, term[0] === "=" || term === likeliest ? 1 : 0.6)
    for (const term of terms) for (const other of derived(term)) add(found, Sok.term(other), 0.6)
    return found
  }

  const nearby = ({ terms }, found) => {
    for (const term of terms) for (const near of Sok.near(term)) if (!found.has(near)) add(found, near, 0.15)
  }

  /** Words of the dictionary and of the texts that a half typed word begins. */
  const begun = (typed) => {
    const found = new Map()
    if (typed.length < SHORTEST) return found
    const weigh = (name) => 0.3 + 0.5 * (typed.length / name.length)
    const spellings = Sok.spellings()
    for (let at = place(spellings, typed); spellings[at]?.startsWith(typed); at += 1) {
      const word = spellings[at]
      // What is sought is most often a thing.
      for (const key of Sok.spelled(word)) add(found, Sok.term(key), weigh(word) * (Sok.isNoNoun(word) ? 0.5 : 1))
    }
    for (const start of [typed, `=${typed}`])
      for (let at = place(index.terms, start); index.terms[at]?.startsWith(start); at += 1)
        add(found, index.terms[at], weigh(index.terms[at]))
    return found
  }

  /** A word without the keys å, ø and æ, or with the signs that stand for them in addresses. */
  const signs = (typed) => {
    const spelled = [typed.replaceAll("aa", "å").replaceAll("oe", "ø").replaceAll("ae", "æ")]
    if (Sok.bare(typed) === typed) for (const base of Sok.bases(typed)) spelled.push(...(Sok.unsigned().get(base) ?? []))
    const found = new Map()
    for (const word of spelled) if (word !== typed) for (const key of Sok.keys(word)) add(found, Sok.term(key), 1)
    return found
  }

  /** How many signs were left out, put in, moved or (at `other` each) mistyped; `most` + 1 when they are more. */
  const distance = (a, b, most, other) => {
    let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i]
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : other))
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
      }
      if (Math.min(...next) > most) return most + 1
      ;[before, row] = [row, next]
    }
    return row[b.length]
  }

  const isMoved = (a, b) => a.length === b.length && [...a].sort().join("") === [...b].sort().join("")

  /** What a word may be a typing error for: { weights, meant }; only the nearest count. The first sign is right, or moved. */
  const alike = (typed) => {
    let [weights, meant, near] = [new Map(), "", ""]
    let most = typed.length >= 9 ? 2 : 1
    const compare = (text, name, keysOf) => {
      if (name.length < SHORTEST || (name[0] !== text[0] && name.slice(0, 2) !== text[1] + text[0])) return
      if (Math.abs(name.length - text.length) > most || (text.length === SHORTEST && !isMoved(text, name))) return
      // Of short words too many are one sign apart: there, nothing is taken for another sign.
      const wrong = distance(text, name, most, text.length < 6 ? 2 : 1)
      if (wrong > most) return
      const terms = keysOf(name).map(Sok.term).filter(Sok.has)
      if (!terms.length) return
      if (wrong < most || !meant) [most, weights, meant, near] = [wrong, new Map(), name, text]
      for (const term of terms) weights.set(term, 0.6)
    }
    const forms = Sok.bases(typed).filter((form) => form.length >= SHORTEST)
    for (const word of Sok.spellings()) for (const form of forms) compare(form, word, Sok.spelled)
    for (const term of index.terms) {
      if (term[0] === "=") compare(typed, term.slice(1), () => [term])
      else if (term[0] !== "~") for (const form of forms) compare(form, term, () => [term])
    }
    // One error in a long word, with the ending it should have, is hardly another word.
    return { weights, meant, isSure: most === 1 && near.length >= 8 && typed.length - near.length < 3, isMoved: isMoved(near, meant) }
  }

  /** Terms that sound as the word does. */
  const sounding = (typed) => {
    stems ??= index.terms.reduce((all, term) => {
      if (term[0] === "=") return all
      const stem = term[0] === "~" ? term.slice(1) : Sok.stem(term)
      return all.set(stem, [...(all.get(stem) ?? []), term])
    }, new Map())
    return new Map((stems.get(Sok.stem(typed)) ?? []).map((term) => [term, 0.4]))
  }
  let stems = null

  /** The longest word that it begins with, for an ending that is no ending. */
  const piece = (typed) => {
    for (let length = typed.length - 1; length >= 5; length -= 1) {
      const found = new Map()
      for (const key of Sok.whole(typed.slice(0, length))) add(found, Sok.term(key), 0.4)
      if (found.size) return found
    }
    return new Map()
  }

  /** A part of a compound, or what it is derived from. */
  const half = (term) => {
    const found = new Map()
    add(found, term, 0.5)
    for (const other of derived(term)) add(found, Sok.term(other), 0.3)
    return found
  }

  // --- a word -> documents ----------------------------------------------------------------------------

  const one = (concept, weights, kind, share = 1, meant = "") => {
    const found = look(weights, kind === "begun")
    const rare = Math.log(1 + index.rows.length / (found.scores.size + 1))
    // That no text has a verb or an adjective says less of what is sought than that none has a noun.
    const telling = found.scores.size || !Sok.isNoNoun(concept.word) ? rare : rare / 6
    return { word: concept.word, concept, ...found, kind, share, meant, sure: SURE[kind] * share, weight: share * telling }
  }

  /**
   * What a word of a query leads to: [{ word, scores, terms, kind, share, weight, sure, meant }], one, or two for a
   * compound. `share` is its part of the query's words, `weight` that part by how rare it is.
   */
  Sok.match = (concept) => {
    const { plain: typed, joined } = concept
    const found = itself(concept)
    for (const term of joined) found.set(term, 1.2)
    const known = Sok.whole(concept.word).length > 0
    if (found.size) {
      nearby(concept, found)
      if (concept.last && !known) for (const [term, weight] of begun(typed)) if (!found.has(term)) found.set(term, weight * 0.5)
      return [one(concept, found, Math.max(...found.values()) < 1 ? "part" : "word")]
    }
    for (const term of concept.terms) for (const other of done(term)) add(found, Sok.term(other), 0.5)
    nearby(concept, found)
    const near = found.size ? one(concept, found, "near") : null
    if (!known) {
      const spelled = signs(typed)
      if (spelled.size) return [one(concept, spelled, "signs")]
    }
    const starts = begun(typed)
    const slip = known || typed.length < SHORTEST ? null : alike(typed)
    if (starts.size && !known) {
      // Two signs that changed places are as likely as a word that is half typed.
      if (slip?.isMoved) for (const [term, weight] of slip.weights) if (!starts.has(term)) starts.set(term, weight)
      return [one(concept, starts, "begun")]
    }
    if (slip?.isSure) return [one(concept, slip.weights, "typo", 1, slip.meant)]
    const parts = Sok.split(concept.word).map(Sok.term)
    const there = parts.filter((term) => half(term).size)
    // That one part of a compound is nowhere makes it doubtful that the other is what was meant.
    const kind = there.length < parts.length ? "piece" : "part"
    if (there.length && !(slip?.meant && kind === "piece")) return parts.map((term) => one(concept, half(term), kind, 1 / parts.length))
    if (slip?.meant) return [one(concept, slip.weights, "slip", 1, slip.meant)]
    if (near) return [near]
    if (starts.size) return [one(concept, starts, "begun")]
    const last = sounding(typed)
    if (last.size) return [one(concept, last, "stem")]
    return [one(concept, known ? new Map() : piece(typed), "piece")]
  }
})()
