// A word of a query -> the terms of the index that stand for it, and the documents that hold them.
//
// First its own term, terms near it, and words that it begins or ends; where there is none, the parts it is made of;
// where they are none either, words that differ by a typing error.
;(() => {
  const Sok = self.Sok
  const BOOST = { title: 4, names: 3, asked: 2.2, text: 1, parts: 0.5 }
  const AS_IS = { tokenize: (text) => [text], processTerm: (term) => term, prefix: false, fuzzy: false, boost: BOOST }
  const NEAR = 0.15
  const SHORTEST = 4
  const SURE = 0.4
  let index = null
  let vocabulary = null
  let spellings = null
  let bokmal = null

  Sok.load = () => {
    if (index) return
    const options = { fields: Object.keys(BOOST), storeFields: ["location", "page", "title", "text", "kind", "weight"] }
    index = MiniSearch.loadJS(Sok.data.index, options)
    vocabulary = new Set(Sok.data.index.index.map(([term]) => term))
    const same = [...Sok.same()].filter(([key, term]) => !key.includes(" ") && vocabulary.has(term))
    // What a typed word may be the beginning of, or meant as: the terms, and the words that the thesaurus makes one.
    bokmal = new Map(Sok.data.language.parts.filter(([old]) => old.length >= 6).map(([old]) => [old, Sok.term(Sok.fold(old))]))
    spellings = new Map([...same, ...[...vocabulary].map((term) => [term, term])])
  }

  Sok.vocabulary = () => vocabulary

  /** Bokmål stems that a half typed word begins, as their folds: «anbef» is on its way to «anbefaling». */
  const begun = (word) => {
    const typed = Sok.plain(word)
    return Sok.data.language.parts.filter(([old]) => old.length > typed.length && old.startsWith(typed)).map(([old]) => Sok.fold(old))
  }

  /** Term -> weight: what a word stands for when it is rightly written. Below `SURE` it may well be another word. */
  const candidates = ({ word, term, fold }) => {
    const found = new Map()
    const add = (name, weight) => {
      if (vocabulary.has(name) && !(found.get(name) >= weight)) found.set(name, weight)
    }
    add(term, 1)
    for (const near of Sok.near(term)) add(near, NEAR)
    if (word.length < SHORTEST || fold.length < 3) return found
    const starts = [fold, ...begun(word)]
    for (const [name, other] of spellings) {
      for (const start of starts) {
        if (name === start && start !== fold) add(other, 0.7)
        else if (name.length > start.length && name.startsWith(start)) add(other, start.length < SHORTEST ? 0.3 : beginning(start, name))
      }
      if (fold.length >= SHORTEST && name.length >= fold.length + 3 && name.endsWith(fold)) add(other, 0.35)
    }
    return found
  }

  const beginning = (start, name) => 0.6 * (start.length / name.length) + SURE

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

  /**
   * Term -> weight: what a word may be a typing error for; only the nearest count. The first sign is right, or moved.
   * A word that Bokmål spells otherwise is compared as it is spelled there, since an error hides it from the rules.
   */
  const alike = ({ word, fold }, most) => {
    let found = new Map()
    const typed = Sok.plain(word)
    const compare = (text, name, term) => {
      if (name.length < SHORTEST || (name[0] !== text[0] && name.slice(0, 2) !== text[1] + text[0])) return
      if (Math.abs(name.length - text.length) > most) return
      // Of short words too many are one sign apart: there, nothing is taken for another sign.
      const wrong = distance(text, name, most, text.length < 6 ? 2 : 1)
      if (wrong > most) return
      if (wrong < most) [most, found] = [wrong, new Map()]
      found.set(term, 0.6)
    }
    if (word.length <= SHORTEST) return found
    for (const [name, term] of spellings) compare(fold, name, term)
    for (const [old, term] of bokmal) compare(typed.slice(0, Math.max(old.length, typed.length - 3)), old, term)
    return found
  }

  /** Term -> weight: the longest known word that it begins with, for «styringsmodell» or an error in an ending. */
  const piece = ({ word }) => {
    for (let length = word.length - 1; length >= 5; length -= 1) {
      const term = Sok.term(Sok.fold(word.slice(0, length)))
      if (vocabulary.has(term) && !Sok.isIgnored(word.slice(0, length))) return new Map([[term, 0.4]])
    }
    return new Map()
  }

  /** Document -> score for some terms, the best of them; and the terms that gave it. */
  const look = (weights) => {
    const scores = new Map()
    const terms = new Set()
    for (const [term, weight] of weights) {
      for (const { id, score } of index.search(term, AS_IS)) {
        terms.add(term)
        scores.set(id, Math.max(scores.get(id) ?? 0, score * weight))
      }
    }
    return { scores, terms }
  }

  const telling = (scores) => Math.log(1 + Sok.data.index.documentCount / (scores.size + 1))

  /**
   * What a word of a query leads to: [{ word, scores, terms, share, weight, sure }], one, or two for a compound.
   * `share` is its part of the query's words, `weight` that part by how rare it is, `sure` how sure the match is.
   */
  Sok.match = (concept) => {
    const { word, fold } = concept
    const one = (found, share = 1, sure = 1) => ({ word, ...found, share, sure: sure * share, weight: share * telling(found.scores) })
    const right = candidates(concept)
    const found = look(right)
    if (found.scores.size) return [one(found, 1, Math.max(...right.values()) < SURE ? 0.5 : 1)]
    const meant = (most) => look(alike(concept, most))
    const slip = fold.length >= 8 ? meant(1) : { scores: new Map() }
    if (slip.scores.size) return [one(slip)]
    const parts = Sok.split(word, vocabulary)
    if (parts.length) return parts.map((part) => one(look([[part, 0.5]]), 0.5))
    const error = meant(fold.length >= 9 ? 2 : 1)
    if (error.scores.size) return [one(error, 1, fold.length < 6 ? 0.5 : 1)]
    return [one(look(piece(concept)), 1, 0.5)]
  }
})()
