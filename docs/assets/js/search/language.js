// Words -> keys, as scripts/sitebuild/language does it, with the same rules and as much of the dictionary as the site needs.
;(() => {
  const Sok = (self.Sok = self.Sok || {})
  const INVISIBLE = "\\u00ad\\u034f\\u061c\\u115f\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufe00-\\ufe0f\\ufeff"
  const DASHES = "\\u002d\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d"
  const LETTERS = `[\\p{L}\\p{N}][\\p{L}\\p{N}\\u0300-\\u036f${INVISIBLE}]*`
  const WORD = new RegExp(`${LETTERS}(?:[${DASHES}]${LETTERS})*`, "gu")
  const HYPHEN = new RegExp(`[${DASHES}]`, "u")
  const HYPHENS = new RegExp(`[${DASHES}]`, "gu")
  const UNSEEN = new RegExp(`[${INVISIBLE}]`, "gu")
  const DOUBLED = "bdfgklmnprst"
  const SHORTEST = 3
  const PART = 4
  const ENDINGS = ["ande", "ende", "het", "heit", "leg", "lig"]

  const once = (make) => {
    let made = null
    return () => (made ??= make())
  }
  const remember = (work, most = 20000) => {
    const known = new Map()
    return (key) => {
      let found = known.get(key)
      if (found === undefined) {
        found = work(key)
        if (known.size < most) known.set(key, found)
      }
      return found
    }
  }

  // --- text -> words ----------------------------------------------------------------------------------

  /** A text with ligatures and wide signs taken apart, marks joined to their letters, and nothing that is not seen. */
  Sok.seen = (text) => text.normalize("NFKC").replace(UNSEEN, "")

  /** The words of a text, each with its place. */
  Sok.words = (text) => [...text.matchAll(WORD)].map((found) => ({ word: found[0], at: found.index }))

  /** A word in small letters, without hyphens and accents; å, ø and æ are letters of their own. */
  Sok.plain = remember((word) =>
    [...Sok.seen(word).toLowerCase().replace(HYPHENS, "").normalize("NFC")]
      .map((sign) => ("åøæ".includes(sign) ? sign : sign.normalize("NFD").replace(/\p{M}/gu, "")))
      .join(""),
  )

  const rules = once(() => {
    const data = Sok.data.language
    const byLetter = {}
    for (const [kind, rows] of Object.entries(data.inflection)) {
      byLetter[kind] = new Map()
      for (const row of rows) {
        const letter = row[0].at(-1)
        byLetter[kind].set(letter, [...(byLetter[kind].get(letter) ?? []), row])
      }
    }
    return {
      ...data,
      sounds: data.sounds.map(([old, now]) => [new RegExp(old, "g"), now]),
      same: new Map(Object.entries(data.same)),
      near: new Map(Object.entries(data.near)),
      last: new RegExp(data.last),
      ignored: new Set(data.ignored),
      inflection: byLetter,
    }
  })

  // --- words -> stems, the last resort ----------------------------------------------------------------

  const without = (endings, text) => {
    const end = endings.find((found) => text.endsWith(found) && text.length - found.length >= rules().stem)
    return end === undefined ? text : text.slice(0, -end.length)
  }

  /** A plain word in the signs of an address. */
  Sok.bare = (word) => [...Sok.plain(word)].map((sign) => rules().signs[sign] ?? sign).join("")

  /** A word as Nynorsk and Bokmål may both be heard, without its ending. */
  Sok.stem = remember((word) => {
    const { parts, sounds, endings, last, derived } = rules()
    let text = Sok.bare(word)
    for (const [old, now] of parts) text = text.replaceAll(old, now)
    for (const [old, now] of sounds) text = text.replace(old, now)
    return without(["s"], without(derived, without(endings, text).replace(last, "")))
  })

  // --- words -> keys ----------------------------------------------------------------------------------

  const changed = (word, change) => {
    if (!change) return word
    const [, off, on] = /^(\d+)(.*)$/u.exec(change)
    return word.slice(0, word.length - Number(off)) + on
  }

  /** First form -> what its line says of it, or what that means once it has been asked for: most never are. */
  const lemmas = once(() => {
    const found = new Map()
    let before = ""
    for (const line of Sok.data.dictionary.lemmas.split("\n")) {
      const at = line.indexOf(" ")
      before = before.slice(0, line.charCodeAt(0) - 65) + line.slice(1, at)
      found.set(before, line.slice(at + 1))
    }
    return found
  })

  /** Class -> key of a first form; undefined for what is none. */
  const kindsOf = (word) => {
    const found = lemmas().get(word)
    if (typeof found !== "string") return found
    const keys = {}
    for (const kind of found.split(" ")) keys[kind[0]] = changed(word, kind.slice(1))
    lemmas().set(word, keys)
    return keys
  }

  /** Odd form -> first forms. */
  const odd = once(() => new Map(Sok.data.dictionary.odd.split("\n").map((line) => [line.slice(0, line.indexOf(" ")), line])))
  const oddly = remember((form) => (odd().get(form)?.split(" ").slice(1) ?? []).map((change) => changed(form, change)))

  function* bases(form, kind) {
    for (const [end, now] of rules().inflection[kind].get(form.at(-1)) ?? []) {
      if (!form.endsWith(end)) continue
      const stem = form.slice(0, -end.length)
      if (stem.length < 2) continue
      const last = stem.at(-1)
      yield stem + now
      if (!now && last === "m" && stem.at(-2) === "m") yield stem.slice(0, -1)
      else if (now.length === 2 && end[0] === now[1] && DOUBLED.includes(last)) yield stem + last + now
    }
  }

  const isOther = (text) => Object.keys(kindsOf(text) ?? {}).join() === "x"

  function* lookedUp(text) {
    const own = kindsOf(text)
    yield* Object.values(own ?? {})
    if (rules().ignored.has(text)) return
    if (!own) yield* based(text, "n")
    for (const first of oddly(text)) yield* Object.values(kindsOf(first))
    yield* based(text, "a")
    yield* based(text, "v")
  }

  function* based(text, kind) {
    for (const base of bases(text, kind)) {
      const key = kindsOf(base)?.[kind]
      if (key) yield key
    }
  }

  /** Verbs that have lost their ending. */
  function* short(text) {
    for (const base of [`${text}e`, `${text}je`, `${text}${text.slice(-1)}e`]) {
      const key = text.length >= SHORTEST && kindsOf(base)?.v
      if (key) yield key
    }
  }

  const whole = remember((text) => {
    let found = new Set(lookedUp(text))
    if (!found.size && text.endsWith("s") && text.length > SHORTEST) found = new Set(lookedUp(text.slice(0, -1)))
    return [...found]
  })

  const first = (text) => {
    const kinds = text.length < SHORTEST || rules().ignored.has(text) ? undefined : kindsOf(text)
    return kinds ? kinds.n ?? Object.values(kinds)[0] : null
  }

  /** The key of a noun that has lost its last e before another. */
  const elided = (text) => (text.length > SHORTEST + 1 ? kindsOf(`${text}e`)?.n : undefined)

  const compound = (text) => {
    const found = text.length >= 2 * SHORTEST ? plainly(text) : null
    return found && found[0] + whole(found[1])[0]
  }

  /** The parts of a compound where three of a letter would have met, and two are written. */
  const merged = (text) => {
    for (let at = SHORTEST; at <= text.length - SHORTEST; at += 1) {
      const last = text.slice(at)
      const key = text[at - 1] === last[0] && whole(last).length ? first(text.slice(0, at) + last[0]) : null
      if (key) return [key, last]
    }
    return null
  }

  /** Whether a word is a noun, in any of its forms. */
  const isThing = (text) => [text, ...bases(text, "n"), ...oddly(text)].some((base) => kindsOf(base)?.n)

  const plainly = remember((text) => splitBefore(text, isThing) ?? splitBefore(text, () => true))
  const splitBefore = (text, fits) => {
    for (let at = SHORTEST; at <= text.length - SHORTEST; at += 1) {
      const last = text.slice(at)
      if (ENDINGS.includes(last) || isOther(last) || !whole(last).length || !fits(last)) continue
      const head = text.slice(0, at)
      const heads = [head, "se".includes(head.at(-1)) ? head.slice(0, -1) : ""]
      const key = heads.map(first).find(Boolean) ?? elided(head) ?? compound(head) ?? compound(head.slice(0, -1))
      if (key) return [key, last]
    }
    return null
  }
  const parts = remember((text) => plainly(text) ?? merged(text))

  /** The keys of a plain word that is in the dictionary itself, in any of its forms; or none. */
  Sok.whole = (word) => whole(Sok.plain(word))

  /** The keys of a word, the likeliest first; at least one. A word that is not in the dictionary has that of its stem. */
  Sok.keys = (word) => {
    const text = Sok.plain(word)
    const found = whole(text)
    if (found.length) return found
    const cut = new Set(short(text))
    if (cut.size) return [...cut]
    const two = parts(text)
    return two ? [...new Set(whole(two[1]).map((key) => two[0] + key))] : [`~${Sok.stem(text)}`]
  }

  /** The keys of the verb that a word with a capital may be an order of. */
  Sok.ordered = (word) => {
    const text = Sok.plain(word)
    if (!/^\p{Lu}[^\p{Lu}]*$/u.test(word) || rules().ignored.has(text)) return []
    return Object.keys(kindsOf(text) ?? {}).join() === "n" ? [...new Set(short(text))] : []
  }

  /** The likeliest key of a word. */
  Sok.fold = remember((word) => Sok.keys(word)[0])

  /** The keys of a compound's two parts; none if the word is no compound, or its parts are too short to be sought. */
  Sok.split = (word) => {
    const text = Sok.plain(word)
    const found = parts(text)
    return found && found[1].length >= PART ? [found[0], whole(found[1])[0]] : []
  }

  /** The words of the dictionary, in order. */
  Sok.spellings = once(() => [...lemmas().keys()])

  /** The keys of a word of the dictionary, as it stands. */
  Sok.spelled = (word) => [...new Set(Object.values(kindsOf(word)))]

  /** The words of the dictionary that have letters which addresses write otherwise, by how they write them. */
  Sok.unsigned = once(() => {
    const signs = new RegExp(`[${Object.keys(rules().signs).join("")}]`, "gu")
    const found = new Map()
    for (const word of Sok.spellings()) {
      const bare = word.replace(signs, (sign) => rules().signs[sign])
      if (bare !== word) found.set(bare, [...(found.get(bare) ?? []), word])
    }
    return found
  })

  /** What a word may be a form of, whether there is such a word or not. */
  Sok.bases = (text) => [...new Set([text, ...["n", "a", "v"].flatMap((kind) => [...bases(text, kind)])])]

  /** A word of a query as those it is asked for by: a hyphenated one is its parts, but not when one is an abbreviation. */
  Sok.apart = (word) => {
    const found = word.split(HYPHEN)
    return found.every((part) => part.length > 2) ? found : [word]
  }

  /** The keys of the words of a text's word: itself as one, and the parts of a hyphenated one. */
  Sok.folds = (word) => {
    const found = word.split(HYPHEN)
    return found.length < 2 ? [word] : [word, ...found.filter((part) => part.length > 2)]
  }

  // --- the thesaurus ----------------------------------------------------------------------------------

  /** The term a key has in the index: that of its group in the thesaurus, or itself. */
  Sok.term = (key) => rules().same.get(key) ?? key

  /** Keys, or several with spaces between, -> the term they share. */
  Sok.same = () => rules().same

  /** The terms near a term. */
  Sok.near = (term) => rules().near.get(term) ?? []

  const spelledOut = (text) => text.replaceAll("aa", "å").replaceAll("oe", "ø").replaceAll("ae", "æ")

  /** Whether a word says nothing of what is sought, also where it is written without å, ø and æ. */
  Sok.isIgnored = (word) => {
    const text = Sok.plain(word)
    return rules().ignored.has(text) || (rules().ignored.has(spelledOut(text)) && !whole(text).length)
  }

  /** Whether a word is in the dictionary, and no noun. */
  Sok.isNoNoun = (word) => {
    const text = Sok.plain(word)
    return whole(text).length > 0 && ![text, ...bases(text, "n")].some((base) => kindsOf(base)?.n)
  }
})()
