// Numbers and addresses: «tilråding 3», «2022/3», «/2022/d/udi/» lead to one place and nowhere else.
;(() => {
  const Sok = self.Sok
  const NUMBERS = [
    ["1", "ein", "en", "ein", "fyrste", "første", "one", "first"],
    ["2", "to", "andre", "two", "second"],
    ["3", "tre", "tredje", "three", "third"],
    ["4", "fire", "fjerde", "four", "fourth"],
    ["5", "fem", "femte", "five", "fifth"],
    ["6", "seks", "sjette", "six", "sixth"],
    ["7", "sju", "syv", "sjuande", "sjuende", "syvende", "seven", "seventh"],
    ["8", "åtte", "åttande", "åttende"],
    ["9", "ni", "niande", "niende"],
  ]
  const number = (word) => (/^\d{1,3}$/u.test(word) ? String(Number(word)) : NUMBERS.find((row) => row.includes(word))?.[0])

  /** The number in «tilråding 3», «anbefaling nr. 3», «tredje tilrådinga», «r3» and «3». */
  const numbered = (query) => {
    const words = Sok.words(query).map(({ word }) => Sok.plain(word)).filter((word) => !["nr", "nummer", "number", "no", "den"].includes(word))
    if (words.length === 1) return number(words[0].replace(/^[rt](?=\d+$)/u, "")) && /\d/u.test(words[0]) ? number(words[0].replace(/^[rt]/u, "")) : null
    const named = words.findIndex((word) => Sok.term(Sok.fold(word)) === Sok.term(Sok.fold("tilråding")))
    if (words.length !== 2 || named < 0) return null
    return number(words[1 - named]) ?? null
  }

  /** What an address says of a page: without its host, its slashes, the file's name and what is asked of it. */
  const addressed = (query) => {
    const text = query.trim().toLowerCase().replace(/^[a-z]+:\/\/[^/]*/u, "").replace(/\?.*$/u, "").replace(/index\.(html|md)/u, "")
    const found = text.replace(/^\/+|\/+(?=$|#)/gu, "").replace(/\/+#/u, "#")
    return found.replace(/^(\d{4})[ ./-](\d{1,3})$/u, "$1/$2")
  }

  const place = (codes, address) => {
    const [path, part] = address.split("#")
    // A site may live in a folder of its host: then the address has that before it.
    for (const page of [path, path.slice(path.indexOf("/") + 1)])
      for (const code of [part ? `${page}/#${part}` : page, page]) if (Object.hasOwn(codes, code)) return codes[code]
    return null
  }

  /** The number of the page that a query names by number or address, or null. */
  Sok.direct = (query, codes) => {
    const text = Sok.seen(query.replace(/[\u2010-\u2015\u2212]/gu, "-"))
    const address = addressed(text)
    const found = /[/#\d]/u.test(address) || Object.hasOwn(codes, address) ? place(codes, address) : null
    if (found !== null) return found
    const said = numbered(text)
    return said !== null && Object.hasOwn(codes, said) ? codes[said] : null
  }
})()
