// A query -> results, best first. The index is made by scripts/sitebuild/outputs/search/index.py.
//
// A result is a page with its best section, or an entry of a list. It is ranked by its best document, a little by the
// others, and by how much of the query it holds: rare words tell more than usual ones.
;(() => {
  const Sok = self.Sok
  const LONGEST_QUERY = 200
  const MOST_CONCEPTS = 12
  const MOST_PAGES = 50
  // So many of the best are looked at more closely: for the words just as they were typed, and how near they stand.
  const CLOSER = 30
  const [EXACT, NEAR, TITLE, QUOTED, PHRASE] = [0.8, 1, 0.46, 8, 1.5]
  // A word that a page is called by is a better answer than one in its text, and so are the parts of a compound in one
  // section; in two sections of a page they are most often about something else.
  const [NAMED, WHOLE, APART] = [1.25, 1.1, 0.9]
  // What is done, or how something is, tells less of what is sought than a thing does.
  const DOING = 0.6
  // A result is a hit when it is sure of more than this share of what the words tell.
  const CERTAIN = 0.52
  // So like must a query be to what editors expect to be asked, to count for more, and to be sure.
  const [ALIKE, ASKED] = [0.46, 0.6]

  /** The most words in a row that the thesaurus has as one. */
  let most = 0
  const longest = () => (most ||= Math.max(1, ...[...Sok.same().keys()].map((key) => key.split(" ").length)))

  const termsOf = (word) => {
    const keys = Sok.keys(word)
    if (Sok.isIgnored(word)) return keys
    if (Sok.whole(word).length) return keys.map(Sok.term)
    // English words of the thesaurus in the plural are in no dictionary.
    const single = /[^s]s$/u.test(word) ? Sok.keys(word.slice(0, -1)).map(Sok.term).filter((term) => term[0] !== "~") : []
    return [`=${Sok.plain(word)}`, ...keys.map(Sok.term), ...single]
  }

  /** The concepts of a query: [{ word, plain, terms, joined, last }], words in a row that are one in the thesaurus made one. */
  Sok.concepts = (query) => {
    const typed = Sok.words(Sok.seen(query.slice(0, LONGEST_QUERY))).flatMap(({ word }) => Sok.apart(word))
    const keys = typed.map((word) => Sok.fold(word))
    const same = Sok.same()
    const found = []
    for (let at = 0; at < typed.length && found.length < MOST_CONCEPTS; ) {
      let length = Math.min(longest(), typed.length - at)
      const row = () => keys.slice(at, at + length).join(" ")
      while (length > 1 && !same.has(row())) length -= 1
      const word = typed.slice(at, at + length).join(" ")
      const many = length > 1
      found.push({ word, plain: Sok.plain(word), terms: many ? [same.get(row())] : termsOf(word), many, joined: [], last: false })
      at += length
    }
    join(found)
    const telling = found.filter(({ word, many, joined }) => many || joined.length || !Sok.isIgnored(word))
    const asked = telling.length ? telling : found
    if (asked.length) asked.at(-1).last = true
    return asked
  }

  /** Two words in a row that the texts have as one, written so or by what they stand for: «mål bilde», «sector principle». */
  const join = (found) => {
    found.slice(1).forEach((second, number) => {
      const before = found[number]
      if (before.many || second.many || before.plain.length < 3 || second.plain.length < 3) return
      if (Sok.isIgnored(before.word) || Sok.isIgnored(second.word)) return
      const both = before.terms.flatMap((first) => second.terms.map((last) => first + last))
      const terms = [...termsOf(before.plain + second.plain), ...both].filter((term) => !term.startsWith("~") && Sok.has(term))
      before.joined.push(...terms)
      second.joined.push(...terms)
    })
  }

  /** Results for a query: { pages: [[entry, section?]], weak, missing, meant }. An entry has location, title, text, kind, score. */
  Sok.search = (query) => {
    Sok.load()
    const asked = Sok.concepts(query)
    const matched = asked.flatMap(Sok.match)
    const found = matched.filter(({ scores }) => scores.size)
    const pages = new Map()
    found.forEach(({ scores }, number) => {
      for (const [id, score] of scores) {
        const page = Sok.row(id)[0]
        if (!pages.has(page)) pages.set(page, { page, documents: new Map(), held: new Map() })
        const entry = pages.get(page)
        entry.documents.set(id, (entry.documents.get(id) ?? 0) + score)
        entry.held.set(number, Math.max(entry.held.get(number) ?? 0, score))
      }
    })
    const alike = phrases(asked)
    for (const entry of pages.values()) rank(entry, found)
    for (const [page, likeness] of alike) if (pages.has(page)) pages.get(page).score *= 1 + PHRASE * likeness
    const first = [...pages.values()].sort(better).slice(0, MOST_PAGES + CLOSER)
    for (const entry of first.slice(0, CLOSER)) entry.score *= closer(entry, found, asked, Sok.seen(query))
    const named = Sok.direct(query, Sok.data.index.codes)
    if (named !== null) lead(first, pages.get(named) ?? named)
    const ranked = (named === null ? first.sort(better) : first).slice(0, MOST_PAGES)
    const best = ranked.length ? [...ranked[0].held.keys()].map((number) => found[number]) : []
    const sure = sum(best.map((one) => certain(one, ranked[0].page, best)))
    const terms = new Set(found.flatMap((one) => [...one.terms]))
    return {
      pages: ranked.map((one) => show(one, terms)),
      weak: named === null && ranked.length > 0 && !(alike.get(ranked[0].page) > ASKED) && sure <= CERTAIN * sum(matched.map(telling)),
      missing: [...new Set(matched.filter(({ scores }) => !scores.size).map(({ word }) => word))],
      meant: found.filter(({ meant }) => meant).map(({ word, meant }) => [word, meant]),
    }
  }

  /** Put what a query names by number or address before all others. */
  const lead = (first, named) => {
    first.sort(better)
    const at = first.indexOf(named)
    if (at >= 0) first.splice(at, 1)
    const page = typeof named === "number" ? named : named.page
    first.unshift({ page, sorted: [[Sok.document(page), 0]], score: (first[0]?.score ?? 0) + 1, held: new Map() })
  }

  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0)
  /** Page -> how like what editors expect to be asked the query is, by its words that tell: above a half and up to 1. */
  const phrases = (asked) => {
    const found = new Map()
    // A part of a compound is half of what was said.
    const each = ({ word, terms: of, joined }) =>
      new Map([...Sok.split(word).map((key) => [Sok.term(key), 0.5]), ...[...of, ...joined].map((term) => [term, 1])])
    const apart = ({ word, terms: of }) =>
      word.split(" ").filter((one) => !Sok.isIgnored(one)).map((one) => new Map([...of, ...termsOf(one)].map((term) => [term, 1])))
    const terms = asked.flatMap((one) => (one.many ? apart(one) : [each(one)]))
    for (const [page, phrase] of Sok.data.index.phrases) {
      const keys = phrase.split(" ")
      const both = keys.map((key) => Math.max(0, ...terms.map((of) => of.get(key) ?? 0))).filter(Boolean)
      const likeness = sum(both) / (keys.length + terms.filter((of) => !keys.some((key) => of.has(key))).length)
      if (both.length >= Math.min(2, keys.length) && likeness > ALIKE && !(found.get(page) >= likeness)) found.set(page, likeness)
    }
    return found
  }

  /** How sure it is that a word was meant: more so where the page is called by it, or has all the parts of a compound. */
  const certain = (one, page, best) => {
    const others = best.filter((other) => other !== one && other.concept === one.concept)
    const isWhole = others.some((other) => [...one.scores.keys()].some((id) => Sok.row(id)[0] === page && other.scores.has(id)))
    const parts = one.share === 1 ? 1 : isWhole ? WHOLE : APART
    return telling(one) * Math.min(1, (one.sure / one.share) * (Sok.isNamed(one.terms, page) ? NAMED : 1) * parts)
  }
  /** What a word is worth when it is asked how sure a result is: rare words more, those that are nowhere most; a thing most. */
  const telling = ({ concept, share, weight }) => share * (weight / share) ** 0.5 * (Sok.isNoNoun(concept.word) ? DOING : 1)
  const better = (a, b) => b.score - a.score || a.page - b.page

  const rank = (entry, found) => {
    entry.sorted = [...entry.documents].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    const covered = held(entry, found)
    const others = sum(entry.sorted.slice(1, 5).map(([, score]) => score))
    const weight = Sok.row(entry.sorted[0][0])[2]
    entry.score = (0.46 * entry.sorted[0][1] + 0.4 * sum([...entry.held.values()]) + 0.08 * others) * covered ** 1.15 * weight
  }

  /** How much more a result is worth for having the words as they were typed, and near each other: 1 and up. */
  const closer = (entry, found, asked, query) => {
    const { sorted } = entry
    const { title, text } = Sok.shown(sorted[0][0])
    const words = Sok.words(`${title} ${text}`.slice(0, 4000)).map(({ word }) => word)
    const plain = new Set(words.map(Sok.plain))
    const weights = new Map(found.map(({ concept, weight }) => [concept.word, weight]))
    const exact = sum(asked.map((one) => (plain.has(one.plain) ? (weights.get(one.word) ?? 0) : 0))) / sum([...weights.values(), 0.01])
    const groups = new Map()
    for (const { concept, terms } of found) groups.set(concept.word, new Set([...(groups.get(concept.word) ?? []), ...terms]))
    const every = new Set([...groups.values()].flatMap((group) => [...group]))
    return (
      1 +
      TITLE * called(title, every) * held(entry, found) +
      QUOTED * quoted(title, query) +
      EXACT * exact +
      (groups.size > 1 ? NEAR * together(words, [...groups.values()]) : 0)
    )
  }

  /** How much of a title the query asks for: rare words are more of it than usual ones. */
  const called = (title, terms) => {
    const words = Sok.words(title).filter(({ word }) => !Sok.isIgnored(word)).map(({ word }) => termsAt(word))
    const rare = (list) => sum(list.map((of) => Math.max(0, ...of.filter(Sok.has).map(Sok.rareness))))
    return rare(words.filter((of) => of.some((term) => terms.has(term)))) / Math.max(0.01, rare(words))
  }

  /** The share of a title that a query of several words says just so, small words too: «Gode hver for oss». */
  const quoted = (title, query) => {
    const [said, whole] = [query, title].map((text) => Sok.words(text).map(({ word }) => Sok.plain(word)))
    return said.length > 1 && ` ${whole.join(" ")} `.includes(` ${said.join(" ")} `) ? said.length / whole.length : 0
  }

  /** The share of the words that were found which a result has, by how much they tell. */
  const held = (entry, found) =>
    sum([...entry.held.keys()].map((number) => found[number].weight)) / Math.max(0.01, sum(found.map(({ weight }) => weight)))

  /** How near the words of a query stand in a text: 1 in a row, towards 0 far apart or for one of many. */
  const together = (words, groups) => {
    const found = words.map((word) => {
      const terms = termsAt(word)
      return groups.findIndex((group) => terms.some((term) => group.has(term)))
    })
    let best = 0
    found.forEach((group, from) => {
      if (group < 0) return
      const seen = new Set()
      for (let at = from; at < Math.min(found.length, from + 16); at += 1) {
        if (found[at] < 0) continue
        seen.add(found[at])
        if (seen.size > 1) best = Math.max(best, (seen.size / groups.length) * (seen.size / (at - from + 1)) ** 0.5)
      }
    })
    return best
  }

  const atTerms = new Map()
  const termsAt = (word) => {
    if (!atTerms.has(word)) {
      if (atTerms.size > 20000) atTerms.clear()
      const parts = word.length > 6 ? Sok.split(word).map(Sok.term) : []
      atTerms.set(word, Sok.isIgnored(word) ? [] : [...Sok.folds(word).flatMap(termsOf), ...Sok.ordered(word).map(Sok.term), ...parts])
    }
    return atTerms.get(word)
  }

  // --- what is shown ----------------------------------------------------------------------------------

  /** The entry itself first, then its best section, with the words that matched. */
  const show = ({ sorted, score }, terms) => {
    const own = Sok.document(Sok.row(sorted[0][0])[0])
    const sections = sorted.map(([id]) => id).filter((id) => id !== own).slice(0, 1)
    return [own, ...sections].map((id) => {
      const { location, title, text } = Sok.shown(id)
      return { location, title, kind: Sok.row(id)[1], score, titleMarks: marks(title, terms), ...snippet(text, terms) }
    })
  }

  /** [[from, to]] of the words of a text that matched. */
  const marks = (text, terms) => {
    const words = Sok.words(text)
    const inRow = new Set([...terms].some((term) => inRows().has(term)) ? rows(words.map(({ word }) => Sok.fold(word)), terms) : [])
    const found = words.filter(({ word }, number) => inRow.has(number) || termsAt(word).some((term) => terms.has(term)))
    return found.map(({ word, at }) => [at, at + word.length])
  }

  /** The terms that several words in a row may stand for. */
  let ofRows = null
  const inRows = () => (ofRows ??= new Set([...Sok.same()].filter(([key]) => key.includes(" ")).map(([, term]) => term)))

  /** The numbers of the words that, several in a row, are one term that matched. */
  const rows = (keys, terms) => {
    const same = Sok.same()
    const found = []
    for (let at = 0; at < keys.length; at += 1) {
      for (let length = 2; length <= longest(); length += 1) {
        if (!terms.has(same.get(keys.slice(at, at + length).join(" ")))) continue
        for (let number = at; number < at + length; number += 1) found.push(number)
      }
    }
    return found
  }

  /** The part of a text where most words matched, about 180 signs, and the marks in it. */
  const snippet = (text, terms) => {
    const found = marks(text, terms)
    const WIDTH = 180
    if (text.length <= WIDTH) return { text, marks: found }
    const inside = (from) => found.filter(([at]) => at >= from && at < from + WIDTH - 20).length
    const best = found.reduce((kept, [at]) => (inside(at) > inside(kept) ? at : kept), found[0]?.[0] ?? 0)
    const from = best < 60 ? 0 : text.lastIndexOf(" ", best - 30) + 1
    const to = from + WIDTH >= text.length ? text.length : text.lastIndexOf(" ", from + WIDTH)
    const before = from ? "… " : ""
    const shift = before.length - from
    return {
      text: before + text.slice(from, to) + (to < text.length ? " …" : ""),
      marks: found.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a + shift, b + shift]),
    }
  }
})()
