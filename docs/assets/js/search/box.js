// The search box in the header, and the page /sok/. Loaded when the reader goes to the box, or opens that page.
// Text reaches the page as text nodes alone, so nothing in a query or a result is ever read as markup.
;(() => {
  const box = document.querySelector("[data-search]")
  const base = new URL(box.dataset.base, document.baseURI).href
  const folder = new URL("assets/js/search/", base).href
  const input = box.querySelector("input")
  const output = box.querySelector(".md-search__output")
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
      await script("search.js")
      await script("index.js")
      return async (query) => {
        const { pages, weak, missing } = self.Sok.search(query)
        return { query, items: pages, weak, missing }
      }
    }
    const worker = new Worker(folder + "worker.js")
    const waiting = new Map()
    await new Promise((ready, failed) => {
      worker.onerror = failed
      worker.onmessage = ({ data: { type, data } }) => {
        if (type === 1) return ready()
        waiting.get(data.query)?.(data)
        waiting.delete(data.query)
      }
    })
    return (query) =>
      new Promise((answer) => {
        waiting.set(query, answer)
        worker.postMessage({ type: 2, data: query })
      })
  }
  let asking = null
  const ask = async (query) => (await (asking ??= start()))(query)

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
    const number = answer.items.length
    if (!number) return `Ingen treff på «${answer.query}».`
    const found = number === 1 ? "1 side" : `${number} sider`
    const missing = answer.missing.map((word) => `«${word}»`).join(", ")
    if (answer.weak) return `Ingen gode treff på «${answer.query}». Nærmast: ${found}.`
    return missing ? `${found}. Ingen treff på ${missing}.` : `${found}.`
  }

  const show = (place, answer, most) => {
    place.querySelector(".md-search-result__meta").textContent = answer ? count(answer) : ""
    place.querySelector(".md-search-result__list").replaceChildren(...(answer?.items ?? []).slice(0, most).map(hit))
  }

  // --- the box --------------------------------------------------------------------------------------

  const empty = output.querySelector(".md-search-result__empty")
  const waysIn = () => {
    const all = element("a", "", "Sjå dei fire spørsmåla")
    all.href = href("sporsmal/")
    const list = element("a", "", "alle tilrådingane")
    list.href = href("tilradingar/")
    return element("p", "", "Prøv eit kortare ord, eller eit anna ord for det same. ", all, " eller ", list, ".")
  }
  const close = () => {
    output.hidden = true
    box.classList.remove("md-search--open")
  }
  const update = async () => {
    const query = input.value.trim()
    if (!query) return close()
    const answer = await ask(query)
    if (query !== input.value.trim()) return undefined
    show(output, answer, 8)
    empty.hidden = answer.items.length > 0 && !answer.weak
    empty.replaceChildren(...(empty.hidden ? [] : [waysIn()]))
    output.hidden = false
    box.classList.add("md-search--open")
    return undefined
  }
  input.addEventListener("input", update)
  input.addEventListener("focus", () => void ask("").catch(() => {}))
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

  // --- the page -------------------------------------------------------------------------------------

  if (whole) {
    const query = (new URLSearchParams(location.search).get("q") ?? "").trim()
    if (query) {
      input.value = query
      document.title = `${query} – ${document.title}`
      ask(query).then((answer) => show(whole, answer, 20))
    }
  }
  if (document.activeElement === input && input.value) update()
})()
