// A query -> pages, best first. The index is MiniSearch's, made by scripts/sitebuild/search/index.py.
//
// A page is ranked by its best section, a little by the others, and by how much of the query it holds: rare words
// tell more than usual ones.
;(() => {
  const Sok = self.Sok
  const LONGEST_QUERY = 200
  const MOST_CONCEPTS = 12
  const MOST_PAGES = 20

  /** The most words in a row that the thesaurus has as one. */
  let most = 0
  const longest = () => (most ||= Math.max(1, ...[...Sok.same().keys()].map((key) => key.split(" ").length)))

  /** The concepts of a query: [{ word, term }], words in a row that are one in the thesaurus made one. */
  Sok.concepts = (query) => {
    const typed = Sok.words(query.slice(0, LONGEST_QUERY)).flatMap(({ word }) => Sok.apart(word))
    const words = typed.map((word) => ({ word, fold: Sok.fold(word) }))
    const same = Sok.same()
    const found = []
    for (let at = 0; at < words.length && found.length < MOST_CONCEPTS; ) {
      let length = Math.min(longest(), words.length - at)
      const row = () => words.slice(at, at + length)
      const key = () => row().map(({ fold }) => fold).join(" ")
      while (length > 1 && !same.has(key())) length -= 1
      const word = row().map((part) => part.word).join(" ")
      found.push({ word, term: length > 1 ? same.get(key()) : Sok.term(words[at].fold), fold: words[at].fold, many: length > 1 })
      at += length
    }
    const telling = found.filter(({ word, many }) => many || !Sok.isIgnored(word))
    return telling.length ? telling : found
  }

  /** Pages for a query: { pages: [[page, ...sections]], weak, missing }. Every entry has location, title, text, kind, score, terms. */
  Sok.search = (query) => {
    Sok.load()
    const matched = Sok.concepts(query).flatMap(Sok.match)
    const found = matched.filter(({ scores }) => scores.size)
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
      .map(([page, entry]) => ({ page, ...rank(entry, found) }))
      .sort((a, b) => b.score - a.score || (a.page < b.page ? -1 : 1))
      .slice(0, MOST_PAGES)
    const held = ranked.length ? sum([...ranked[0].held.keys()].map((number) => found[number].sure)) : 0
    return {
      pages: ranked.map((one) => show(one, terms)),
      weak: ranked.length > 0 && held <= 0.5 * sum(matched.map(({ share }) => share)),
      missing: matched.filter(({ scores }) => !scores.size).map(({ word }) => word),
    }
  }

  const sum = (numbers) => numbers.reduce((whole, number) => whole + number, 0)

  const rank = ({ documents, concepts: held }, found) => {
    const sorted = [...documents].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    const covered = sum([...held.keys()].map((number) => found[number].weight)) / sum(found.map(({ weight }) => weight))
    const others = sum(sorted.slice(1, 5).map(([, score]) => score))
    const { weight } = Sok.data.index.storedFields[sorted[0][0]]
    const score = 0.6 * sorted[0][1] + 0.4 * sum([...held.values()]) + 0.06 * others
    return { held, sorted, score: score * covered ** 1.5 * weight }
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
      if (terms.has(term) && !Sok.isIgnored(word)) return true
      return fold.length >= 7 && mayHold(fold, terms) && Sok.split(word, Sok.vocabulary()).some((part) => terms.has(part))
    })

  /** Whether a word may be a compound with one of the terms: splitting it costs more than to look for their beginnings. */
  const mayHold = (fold, terms) => {
    for (const term of terms) for (const start of beginnings(term)) if (fold.includes(start)) return true
    return false
  }

  /** The beginnings of the words that a term stands for. */
  const beginnings = (term) => [term, ...Sok.spelled(term)].map((key) => key.slice(0, 3))

  /** [[from, to]] of the words of a text that matched. */
  const marks = (text, terms) => {
    const words = Sok.words(text)
    const inRow = new Set(rows(words.map(({ word }) => Sok.folds(word)[0]), terms))
    const found = words.filter(({ word }, number) => inRow.has(number) || matches(word, terms))
    return found.map(({ word, at }) => [at, at + word.length])
  }

  /** The numbers of the words that, several in a row, are one term that matched. */
  const rows = (folds, terms) => {
    const same = Sok.same()
    const found = []
    for (let at = 0; at < folds.length; at += 1) {
      for (let length = 2; length <= longest(); length += 1) {
        if (!terms.has(same.get(folds.slice(at, at + length).join(" ")))) continue
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
