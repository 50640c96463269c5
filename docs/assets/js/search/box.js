// The search box in the header, or the field on the page /sok/. Loaded when the reader goes to it, or opens that page.
// Text reaches the page as text nodes alone, so nothing in a query or a result is ever read as markup.
;(() => {
  const box = document.querySelector("[data-search]")
  const base = new URL(box.dataset.base, document.baseURI).href
  const folder = new URL("assets/js/search/", base).href
  const input = box.querySelector("input")
  const output = box.querySelector(".md-search__output")
  const status = box.querySelector("[role=status]")
  const whole = document.querySelector("[data-search-page]")

  // --- asking ---------------------------------------------------------------------------------------

  const script = (name) =>
    new Promise((done, failed) => {
      const element = Object.assign(document.createElement("script"), { src: folder + name, onload: done, onerror: failed })
      document.head.append(element)
    })

  /** ask(query) -> promise of an answer. A worker; from file://, where there is none, the same code in the page. */
  const start = async () => {
    if (location.protocol === "file:") {
      for (const name of ["search.js", "words.js", "index.js"]) await script(name)
      return async (query) => {
        const { pages, ...told } = self.Sok.search(query)
        return { query, items: pages, ...told }
      }
    }
    const worker = new Worker(folder + "worker.js")
    const waiting = [] // answers come in the order of the questions
    await new Promise((ready, failed) => {
      worker.onerror = failed
      worker.onmessage = ({ data: { type, data } }) => (type === 1 ? ready() : waiting.shift()(data))
    })
    return (query) =>
      new Promise((answer) => {
        waiting.push(answer)
        worker.postMessage({ type: 2, data: query })
      })
  }
  let asking = null
  /** The answer to a query; null when the search cannot be loaded, and then the next one tries again. */
  const ask = async (query) => {
    try {
      return await (await (asking ??= start()))(query)
    } catch {
      asking = null
      return null
    }
  }

  // --- showing --------------------------------------------------------------------------------------

  const element = (tag, name, ...children) => {
    const made = document.createElement(tag)
    if (name) made.className = name
    made.append(...children)
    return made
  }

  const marked = (text, marks) => {
    const parts = []
    let at = 0
    for (const [from, to] of marks) {
      parts.push(text.slice(at, from), element("mark", "", text.slice(from, to)))
      at = to
    }
    return [...parts, text.slice(at)]
  }

  const href = (place) => {
    const url = new URL(place, base)
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html"
    return url.href
  }

  const link = (entry) => {
    const made = element("a", "md-search-result__link", ...marked(entry.title, entry.titleMarks))
    made.href = href(entry.location)
    return made
  }

  const hit = ([page, ...sections]) => {
    const title = element("p", "md-search-result__title", link(page), " ", element("span", "tag", page.kind))
    const item = element("li", "md-search-result__item", title)
    if (page.text) item.append(element("p", "md-search-result__teaser", ...marked(page.text, page.marks)))
    if (sections.length) {
      const rows = sections.map((section) =>
        element("li", "", link(section), element("p", "md-search-result__teaser", ...marked(section.text, section.marks))),
      )
      item.append(element("ul", "md-search-result__more", ...rows))
    }
    return item
  }

  const count = (answer) => {
    if (!answer) return t("searching.failed")
    const number = answer.items.length
    if (!number) return t("searching.none", { query: answer.query })
    const quoted = (words) => words.map((word) => t("page.quoted", { words: word }))
    const missing = quoted(answer.missing).join(", ")
    const meant = quoted(answer.meant.map(([, word]) => word)).join(t("searching.and"))
    if (meant) return t("searching.meant", { meant, number })
    if (answer.weak) return t("searching.weak", { query: answer.query, number })
    return missing ? t("searching.partly", { number, missing }) : t("searching.found", { number })
  }

  const show = (place, answer, most, items = answer?.items ?? []) => {
    place.querySelector(".md-search-result__meta").textContent = count(answer)
    place.querySelector(".md-search-result__list").replaceChildren(...items.slice(0, most).map(hit))
  }

  // What a screen reader is told: in a place that is never hidden, or it would not be heard; and once the typing rests.
  let saying = 0
  const say = (text) => {
    clearTimeout(saying)
    saying = setTimeout(() => { status.textContent = text }, 350)
  }

  // --- the box --------------------------------------------------------------------------------------

  const MOST = 8
  const more = output?.querySelector(".md-search-result__empty")
  const to = (text, place) => Object.assign(element("a", "md-search-result__link", text), { href: href(place) })
  const waysIn = () =>
    element(
      "p",
      "",
      t("searching.try"),
      to(t("searching.questions"), "sporsmal/"),
      t("searching.or"),
      to(t("searching.recommendations"), "tilradingar/"),
      ".",
    )
  const further = (answer) => {
    if (!answer) return []
    if (!answer.items.length || answer.weak) return [waysIn()]
    if (answer.items.length <= MOST) return []
    return [element("p", "", to(t("searching.all_found", { number: answer.items.length }), `sok/?q=${encodeURIComponent(answer.query)}`))]
  }
  const open = () => {
    output.hidden = false
    box.classList.add("md-search--open")
  }
  let turn = 0 // an answer that comes after something newer, or after Escape, is not shown
  const close = () => {
    turn += 1
    output.hidden = true
    box.classList.remove("md-search--open")
    say("")
  }
  const update = async () => {
    const query = input.value.trim()
    if (!query) return close()
    turn += 1
    const mine = turn
    const slow = setTimeout(() => {
      output.querySelector(".md-search-result__meta").textContent = t("searching.loading")
      open()
    }, 400)
    const answer = await ask(query)
    clearTimeout(slow)
    if (mine !== turn) return undefined
    show(output, answer, MOST)
    say(count(answer))
    more.replaceChildren(...further(answer))
    more.hidden = !more.childElementCount
    open()
    return undefined
  }
  const listen = () => {
    input.addEventListener("input", ({ isComposing }) => isComposing || update())
    input.addEventListener("compositionend", update)
    input.addEventListener("focus", () => ask(""))
    input.addEventListener("click", () => output.hidden && update())
    box.addEventListener("keydown", (event) => {
      const links = [input, ...output.querySelectorAll("a")]
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (event.key === "Escape" && !output.hidden) {
        event.preventDefault()
        close()
        input.focus()
      } else if (event.key === "ArrowDown" && document.activeElement === input && output.hidden) {
        event.preventDefault()
        void update().then(() => output.querySelector("a")?.focus())
      } else if (step && !output.hidden && links.includes(document.activeElement)) {
        event.preventDefault()
        links[links.indexOf(document.activeElement) + step]?.focus()
      }
    })
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !box.contains(relatedTarget)) close()
    })
    document.addEventListener("pointerdown", ({ target }) => box.contains(target) || close())
  }

  // --- the page -------------------------------------------------------------------------------------

  // What a result says it is begins with one of these: «Tilråding 3», «Døme frå brev».
  const KINDS = [
    [t("searching.kinds.recommendation"), t("searching.many.recommendations")],
    [t("searching.kinds.case"), t("searching.many.cases")],
    [t("searching.kinds.situation"), t("searching.many.situations")],
    [t("searching.kinds.tool"), t("searching.many.tools")],
    [t("searching.kinds.question"), t("searching.many.questions")],
    [t("searching.kinds.term"), t("searching.many.terms")],
    [t("searching.kinds.actor"), t("searching.many.actors")],
    [t("searching.kinds.member"), t("searching.many.members")],
    [t("searching.kinds.source"), t("searching.many.sources")],
  ]
  const kindOf = ([entry]) => KINDS.find(([one]) => entry.kind.startsWith(one))?.[1] ?? t("searching.many.others")
  const kinds = whole?.querySelector("[data-search-kinds]")
  let chosen = new URLSearchParams(location.search).get("slag") ?? ""

  /** Buttons for the kinds that were found, with how many there are of each; the one that is chosen is pressed. */
  const offer = (answer) => {
    const counts = new Map()
    for (const item of answer?.items ?? []) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1)
    if (!counts.has(chosen)) chosen = ""
    const rows = counts.size > 1 ? [["", answer.items.length], ...[...counts].sort(([a], [b]) => a.localeCompare(b, document.documentElement.lang))] : []
    kinds.replaceChildren(
      ...rows.map(([kind, number]) => {
        const made = element("button", "chip", `${kind || t("searching.every_kind")} (${number})`)
        made.type = "button"
        made.setAttribute("aria-pressed", String(kind === chosen))
        made.addEventListener("click", () => {
          chosen = kind
          present(answer)
          kinds.querySelector("[aria-pressed=true]")?.focus()
        })
        return made
      }),
    )
    kinds.hidden = !rows.length
  }

  const title = document.title
  const address = (query) => {
    const asked = new URLSearchParams(query ? { q: query, ...(chosen && { slag: chosen }) } : {})
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${asked}` : ""}${location.hash}`)
    document.title = query ? `${query.slice(0, 60)} – ${title}` : title
  }

  const present = (answer) => {
    offer(answer)
    show(whole, answer, 50, (answer?.items ?? []).filter((item) => !chosen || kindOf(item) === chosen))
    if (answer) address(answer.query)
  }

  const fill = async () => {
    turn += 1
    const mine = turn
    const query = input.value.trim()
    if (query) {
      const answer = await ask(query)
      if (mine === turn) present(answer)
    } else {
      address("")
      kinds.hidden = true
      whole.querySelector(".md-search-result__list").replaceChildren()
      whole.querySelector(".md-search-result__meta").textContent = ""
    }
  }

  if (whole) {
    input.addEventListener("input", ({ isComposing }) => isComposing || fill())
    input.addEventListener("compositionend", fill)
    whole.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault()
      void fill()
    })
    if (input.value) void fill()
  } else {
    listen()
    if (document.activeElement === input && input.value) void update()
  }
})()
