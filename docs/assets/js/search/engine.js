// A query -> pages, best first. The index is MiniSearch's, made by scripts/sitebuild/search/index.py.
//
// Each word of the query is a concept: its own term, terms near it, words it begins or ends, the parts it is made of;
// a typing error is thought of only where nothing else is found. A page is ranked by its best section, a little by
// the others, and by how many of the concepts it holds.
;(() => {
  const Sok = self.Sok
  const LONGEST_QUERY = 200
  const MOST_CONCEPTS = 12
  const MOST_PAGES = 20
  const BOOST = { title: 4, names: 3, asked: 2.2, text: 1, parts: 0.5 }
  const asIs = { tokenize: (text) => [text], processTerm: (term) => term, prefix: false, fuzzy: false, boost: BOOST }
  let index = null
  let vocabulary = null

  const load = () => {
    if (index) return
    const options = { fields: Object.keys(BOOST), storeFields: ["location", "page", "title", "text", "kind", "weight"] }
    index = MiniSearch.loadJS(Sok.data.index, options)
    vocabulary = new Set(Sok.data.index.index.map(([term]) => term))
  }
  Sok.load = load

  /** The most words in a row that the thesaurus has as one. */
  let most = 0
  const longest = () => (most ||= Math.max(1, ...Object.keys(Sok.data.language.same).map((key) => key.split(" ").length)))

  /** The concepts of a query: [{ word, term }], words in a row that are one in the thesaurus made one. */
  const concepts = (query) => {
    const words = Sok.words(query.slice(0, LONGEST_QUERY)).map(({ word }) => ({ word, fold: Sok.folds(word)[0] }))
    const { same } = Sok.data.language
    const found = []
    for (let at = 0; at < words.length && found.length < MOST_CONCEPTS; ) {
      let length = Math.min(longest(), words.length - at)
      const row = () => words.slice(at, at + length)
      const key = () => row().map(({ fold }) => fold).join(" ")
      while (length > 1 && same[key()] === undefined) length -= 1
      const word = row().map((part) => part.word).join(" ")
      found.push({ word, term: length > 1 ? same[key()] : Sok.term(words[at].fold), fold: words[at].fold, many: length > 1 })
      at += length
    }
    const telling = found.filter(({ fold, many }) => many || !Sok.isIgnored(fold))
    return telling.length ? telling : found
  }

  /** The terms that stand for a concept, each with its weight and how it was found. */
  const candidates = ({ term, fold }) => {
    const found = new Map()
    const add = (name, weight) => {
      if (vocabulary.has(name) && !(found.get(name) >= weight)) found.set(name, weight)
    }
    add(term, 1)
    for (const near of Sok.data.language.near[term] ?? []) add(near, 0.3)
    if (fold.length >= 4) {
      for (const name of vocabulary) {
        if (name.length <= fold.length) continue
        if (name.startsWith(fold)) add(name, 0.6 * (fold.length / name.length) + 0.1)
        else if (fold.length >= 5 && name.endsWith(fold)) add(name, 0.35)
      }
    }
    return found
  }

  const exact = (term) => index.search(term, asIs)

  /** Document -> score for one concept, and the terms that gave it. */
  const hits = (concept) => {
    const scores = new Map()
    const terms = new Set()
    const take = (found, weight) => {
      for (const { id, score, terms: matched } of found) {
        for (const term of matched) terms.add(term)
        scores.set(id, Math.max(scores.get(id) ?? 0, score * weight))
      }
    }
    for (const [term, weight] of candidates(concept)) take(exact(term), weight)
    if (!scores.size) {
      const both = new Map()
      for (const part of Sok.split(concept.fold, vocabulary)) {
        for (const { id, score } of exact(part)) both.set(id, (both.get(id) ?? 0) + score)
        terms.add(part)
      }
      for (const [id, score] of both) scores.set(id, score * 0.5)
    }
    if (!scores.size && concept.fold.length >= 5) {
      const distance = concept.fold.length >= 8 ? 2 : 1
      const alike = index.search(concept.fold, { ...asIs, fuzzy: distance, weights: { fuzzy: 0.7, prefix: 0 } })
      take(alike.filter((hit) => hit.terms.some((term) => term[0] === concept.fold[0] || term[1] === concept.fold[1])), 0.8)
    }
    return { scores, terms }
  }

  /** Pages for a query: { pages: [[page, ...sections]], weak, missing }. Every entry has location, title, text, kind, score, terms. */
  Sok.search = (query) => {
    load()
    const asked = concepts(query)
    const found = asked.map(hits)
    const pages = new Map()
    found.forEach(({ scores }, number) => {
      for (const [id, score] of scores) {
        const { page } = Sok.data.index.storedFields[id]
        if (!pages.has(page)) pages.set(page, { documents: new Map(), concepts: new Map() })
        const entry = pages.get(page)
        entry.documents.set(id, (entry.documents.get(id) ?? 0) + score)
        entry.concepts.set(number, Math.max(entry.concepts.get(number) ?? 0, score))
      }
    })
    const terms = new Set(found.flatMap((one) => [...one.terms]))
    const ranked = [...pages]
      .map(([page, entry]) => ({ page, ...rank(entry, asked.length) }))
      .sort((a, b) => b.score - a.score || (a.page < b.page ? -1 : 1))
      .slice(0, MOST_PAGES)
    return {
      pages: ranked.map((one) => show(one, terms)),
      weak: ranked.length > 0 && ranked[0].covered <= 0.5,
      missing: asked.filter((_concept, number) => !found[number].scores.size).map(({ word }) => word),
    }
  }

  const rank = ({ documents, concepts: held }, count) => {
    const sorted = [...documents].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    const covered = held.size / count
    const whole = [...held.values()].reduce((sum, score) => sum + score, 0)
    const others = sorted.slice(1, 5).reduce((sum, [, score]) => sum + score, 0)
    const { weight } = Sok.data.index.storedFields[sorted[0][0]]
    return { covered, sorted, score: (0.6 * sorted[0][1] + 0.4 * whole + 0.06 * others) * covered ** 1.5 * weight }
  }

  /** The page's own entry first, then its best sections, with the words that matched. */
  const show = ({ page, sorted, score }, terms) => {
    const stored = Sok.data.index.storedFields
    const own = Object.values(stored).find((entry) => entry.location === page)
    const sections = sorted.map(([id]) => stored[id]).filter((entry) => entry.location !== page).slice(0, 3)
    return [own, ...sections].map((entry) => ({
      location: entry.location,
      title: entry.title,
      kind: entry.kind,
      score,
      titleMarks: marks(entry.title, terms),
      ...snippet(entry.text, terms),
    }))
  }

  const matches = (word, terms) =>
    Sok.folds(word).some((fold) => {
      const term = Sok.term(fold)
      if (terms.has(term) && !Sok.isIgnored(fold)) return true
      return term.length >= 7 && Sok.split(fold, vocabulary).some((part) => terms.has(part))
    })

  /** [[from, to]] of the words of a text that matched. */
  const marks = (text, terms) => {
    const words = Sok.words(text)
    const inRow = new Set(rows(words.map(({ word }) => Sok.folds(word)[0]), terms))
    const found = words.filter(({ word }, number) => inRow.has(number) || matches(word, terms))
    return found.map(({ word, at }) => [at, at + word.length])
  }

  /** The numbers of the words that, several in a row, are one term that matched. */
  const rows = (folds, terms) => {
    const { same } = Sok.data.language
    const found = []
    for (let at = 0; at < folds.length; at += 1) {
      for (let length = 2; length <= longest(); length += 1) {
        if (!terms.has(same[folds.slice(at, at + length).join(" ")])) continue
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
    let from = best < 60 ? 0 : text.lastIndexOf(" ", best - 30) + 1
    let to = from + WIDTH >= text.length ? text.length : text.lastIndexOf(" ", from + WIDTH)
    const before = from ? "… " : ""
    const shift = before.length - from
    return {
      text: before + text.slice(from, to) + (to < text.length ? " …" : ""),
      marks: found.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a + shift, b + shift]),
    }
  }
})()
