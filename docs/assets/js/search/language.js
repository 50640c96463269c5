// Words -> folds, as scripts/sitebuild/search/fold.py does it, with the same rules (self.Sok.data).
;(() => {
  const Sok = (self.Sok = self.Sok || {})
  const WORD = /[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)*/gu
  const HYPHEN = /[-\u2010\u2011]/u
  let compiled = null
  const known = new Map()

  const rules = () => {
    compiled ??= {
      ...Sok.data.language,
      sounds: Sok.data.language.sounds.map(([old, now]) => [new RegExp(old, "g"), now]),
      ignored: new Set(Sok.data.language.ignored),
    }
    return compiled
  }

  const plain = (word) =>
    [...word.normalize("NFC")].map((sign) => rules().signs[sign] ?? sign).join("").normalize("NFD").replace(/\p{M}/gu, "")

  /** A folded word without its endings. */
  Sok.stem = (text) => {
    const { endings, stem } = rules()
    for (;;) {
      const end = endings.find((found) => text.endsWith(found) && text.length - found.length >= stem)
      if (end === undefined) return text
      text = text.slice(0, -end.length)
    }
  }

  /** The fold of one word. */
  Sok.fold = (word) => {
    const key = word.toLowerCase()
    let found = known.get(key)
    if (found === undefined) {
      found = plain(key.replace(/[-\u2010\u2011]/gu, ""))
      for (const [old, now] of rules().parts) found = found.replaceAll(old, now)
      for (const [old, now] of rules().sounds) found = found.replace(old, now)
      found = Sok.stem(found)
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

  /** The term a fold has in the index: that of its group in the thesaurus, or itself. */
  Sok.term = (fold) => rules().same[fold] ?? fold

  Sok.isIgnored = (fold) => rules().ignored.has(fold)

  /** The two parts of a compound, both in `vocabulary`; see index.py. */
  Sok.split = (term, vocabulary) => {
    const has = (part) => vocabulary.has(part) && !Sok.isIgnored(part)
    for (let at = 3; at <= term.length - 3; at += 1) {
      const right = Sok.stem(term.slice(at))
      if (right.length < 3 || !has(Sok.term(right))) continue
      const left = term.slice(0, at)
      for (const first of [left, /[se]$/.test(left) ? left.slice(0, -1) : ""]) {
        if (first.length >= 3 && has(Sok.term(Sok.stem(first)))) return [Sok.term(Sok.stem(first)), Sok.term(right)]
      }
    }
    return []
  }
})()
