// Words -> folds, as scripts/sitebuild/search/fold.py does it, with the same rules (self.Sok.data).
;(() => {
  const Sok = (self.Sok = self.Sok || {})
  const WORD = /[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)*/gu
  const HYPHEN = /[-\u2010\u2011]/u
  const HYPHENS = /[-\u2010\u2011]/gu
  let compiled = null
  const known = new Map()

  const rules = () => {
    compiled ??= {
      ...Sok.data.language,
      sounds: Sok.data.language.sounds.map(([old, now]) => [new RegExp(old, "g"), now]),
      same: new Map(Object.entries(Sok.data.language.same)),
      near: new Map(Object.entries(Sok.data.language.near)),
      last: new RegExp(Sok.data.language.last),
      ignored: new Set(Sok.data.language.ignored),
    }
    return compiled
  }

  const plain = (word) =>
    [...word.normalize("NFC")].map((sign) => rules().signs[sign] ?? sign).join("").normalize("NFD").replace(/\p{M}/gu, "")

  const without = (endings, text) => {
    const end = endings.find((found) => text.endsWith(found) && text.length - found.length >= rules().stem)
    return end === undefined ? text : text.slice(0, -end.length)
  }

  /** A folded word without its inflection, the ending it is derived by, and a last s. */
  const stem = (text) => {
    const { endings, last, derived } = rules()
    return without(["s"], without(derived, without(endings, text).replace(last, "")))
  }

  /** A word in the signs of folds, before anything else is done to it. */
  Sok.plain = (word) => plain(word.toLowerCase().replace(HYPHENS, ""))

  /** The fold of one word. */
  Sok.fold = (word) => {
    const key = word.toLowerCase()
    let found = known.get(key)
    if (found === undefined) {
      found = Sok.plain(key)
      for (const [old, now] of rules().parts) found = found.replaceAll(old, now)
      for (const [old, now] of rules().sounds) found = found.replace(old, now)
      found = stem(found)
      if (known.size < 20000) known.set(key, found)
    }
    return found
  }

  /** The words of a text, each with its place. */
  Sok.words = (text) => [...text.matchAll(WORD)].map((found) => ({ word: found[0], at: found.index }))

  /** The folds of a word: itself as one, and the parts of a hyphenated one. */
  Sok.folds = (word) => {
    const parts = word.split(HYPHEN)
    return parts.length < 2 ? [Sok.fold(word)] : [word, ...parts.filter((part) => part.length > 2)].map(Sok.fold)
  }

  /** A word of a query as those it is asked for by: a hyphenated one is its parts, but not when one is an abbreviation. */
  Sok.apart = (word) => {
    const parts = word.split(HYPHEN)
    return parts.every((part) => part.length > 2) ? parts : [word]
  }

  /** The term a fold has in the index: that of its group in the thesaurus, or itself. */
  Sok.term = (fold) => rules().same.get(fold) ?? fold

  /** Folds, or several with spaces between, -> the term they share. */
  Sok.same = () => rules().same

  /** The terms near a term. */
  Sok.near = (term) => rules().near.get(term) ?? []

  let spelled = null
  /** The folds that share a term. */
  Sok.spelled = (term) => {
    if (!spelled) {
      spelled = new Map()
      for (const [fold, shared] of rules().same) spelled.set(shared, [...(spelled.get(shared) ?? []), fold])
    }
    return spelled.get(term) ?? []
  }

  /** Whether a word says nothing of what is sought. */
  Sok.isIgnored = (word) => rules().ignored.has(Sok.plain(word))

  /** The terms of the two parts of a compound, both in `vocabulary`; see index.py. */
  Sok.split = (text, vocabulary) => {
    const word = text.toLowerCase().replace(HYPHENS, "")
    const whole = Sok.fold(word)
    const term = (part) => {
      const found = part.length >= 3 ? Sok.term(Sok.fold(part)) : ""
      return vocabulary.has(found) ? found : null
    }
    for (let at = 3; at <= word.length - 3; at += 1) {
      const right = term(word.slice(at))
      if (right === null) continue
      for (const first of [word.slice(0, at), /[se]$/.test(word.slice(0, at)) ? word.slice(0, at - 1) : ""]) {
        const left = term(first)
        if (left !== null && Sok.fold(first) !== whole && !Sok.isIgnored(first)) return [left, right]
      }
    }
    return []
  }
})()
