// The filters of the lists of cases, of actors and of terms. Without this script the cases stand on pages of their own,
// one for each value; of the two others all rows are on the page, and it shows and hides them.
//
// The data is a script and not JSON, since a page opened from a folder may not fetch. What is chosen stands in the
// address, so that it can be shared and survives going back. The text filter asks through the search's language layer.
;(() => {
  const root = document.querySelector("[data-finder]")
  if (!root) return
  const base = new URL(root.dataset.base, document.baseURI).href
  const list = root.querySelector("[data-found]")
  const heading = root.querySelector("#alle")
  const written = [...list.children]
  const pager = root.querySelector(".pager")
  const inPlace = !root.dataset.rows
  const STEP = inPlace ? Infinity : Number(root.dataset.rows)
  const { one, many, all } = root.dataset
  const letters = root.querySelector(".letters")
  const SORTS = { namn: t("finder.by_name"), nyast: t("finder.newest"), tilrading: t("facets.tilrading") }

  const element = (tag, name, ...children) => {
    const made = document.createElement(tag)
    if (name) made.className = name
    made.append(...children)
    return made
  }
  const script = (address) =>
    new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("script"), { src: base + address, onload: done, onerror: failed }))
    })

  // --- what is chosen: { q, sort, chosen: facet -> set of values } -----------------------------------

  let data = null
  let state = null
  let shown = STEP

  const read = () => {
    const asked = new URLSearchParams(location.search)
    const known = (facet, value) => facet.values.some(([id]) => id === value)
    const chosen = data.facets.map((facet) => new Set(asked.getAll(facet.id).filter((value) => known(facet, value))))
    const sort = asked.get("sorter")
    return { q: (asked.get("q") ?? "").trim().slice(0, 200), sort: SORTS[sort] ? sort : "namn", chosen }
  }

  const address = () => {
    const asked = new URLSearchParams()
    if (state.q) asked.set("q", state.q)
    data.facets.forEach((facet, at) => state.chosen[at].forEach((value) => asked.append(facet.id, value)))
    if (state.sort !== "namn") asked.set("sorter", state.sort)
    return `${location.pathname}${asked.size ? `?${asked}` : ""}`
  }

  const remember = (typed) => {
    try {
      history[typed ? "replaceState" : "pushState"](null, "", address())
    } catch {
      // Some browsers keep no address for a page opened from a folder; the filters work all the same.
    }
  }

  // --- which cases have what is chosen ---------------------------------------------------------------

  /** The terms of the index that some words of a query stand for, a set for each word. */
  const meant = (query) =>
    self.Sok.concepts(query).map((concept) => {
      const wanted = new Set(
        concept.terms.flatMap((term) => [term, ...self.Sok.near(term)]).filter((term) => data.vocabulary.has(term)),
      )
      const begun = concept.plain.length > 2 ? concept.plain : null
      if (begun) for (const term of data.vocabulary) if (term.startsWith(begun)) wanted.add(term)
      if (wanted.size) return wanted
      const parts = self.Sok.split(concept.word).map(self.Sok.term)
      return new Set(parts.filter((term) => data.vocabulary.has(term)))
    })

  const has = (entry, terms) => entry.terms.some((term) => terms.has(term))

  /** The demands that are made: [{ name, facet, meets }]; values of one facet are alternatives, facets are all demanded. */
  const demands = () => {
    const found = data.facets.flatMap((facet, at) => {
      const values = state.chosen[at]
      if (!values.size) return []
      const names = facet.values.filter(([id]) => values.has(id)).map(([, name]) => name)
      const numbers = new Set(facet.values.flatMap(([id], number) => (values.has(id) ? [number] : [])))
      const meets = (entry) => entry.values[at].some((number) => numbers.has(number))
      const either = names.join(t("finder.or"))
      return [{ facet: at, name: t("finder.demand", { facet: facet.title.toLowerCase(), names: either }), meets }]
    })
    if (state.q && self.Sok?.data.dictionary) {
      const words = meant(state.q)
      found.push({ facet: -1, name: t("finder.word", { word: state.q }), meets: (entry) => words.every((terms) => has(entry, terms)) })
    }
    return found
  }

  const newest = (a, b) => (b.year ?? 0) - (a.year ?? 0) || a.at - b.at
  const first = (entry) => Math.min(...entry.values[0])
  const ORDERS = { namn: (a, b) => a.at - b.at, nyast: newest, tilrading: (a, b) => first(a) - first(b) || a.at - b.at }

  /** The cases that meet all; where none does, those that meet most, each with what it lacks. */
  const find = (asked) => {
    const rows = data.cases.map((entry) => ({ entry, lacks: asked.filter(({ meets }) => !meets(entry)) }))
    const fewest = Math.min(...rows.map(({ lacks }) => lacks.length))
    const near = fewest > 0
    const found = near && fewest === asked.length ? [] : rows.filter(({ lacks }) => lacks.length === fewest)
    return { near, fewest, found: found.sort((a, b) => ORDERS[state.sort](a.entry, b.entry)) }
  }

  // --- showing ---------------------------------------------------------------------------------------

  const lacking = (lacks) => {
    const named = lacks.map(({ name }) => name).join(t("finder.and"))
    return element("p", "row__lacks", t("finder.lacks", { lacking: named }))
  }

  const standing = ({ entry, lacks }) => {
    const row = written.find(({ id }) => id === entry.id)
    row.querySelector(".row__lacks")?.remove()
    if (lacks.length) row.append(lacking(lacks))
    return row
  }

  const row = ({ entry, lacks }) => {
    const link = element("a", "", entry.name)
    link.href = `${base}doeme/${entry.id}/${location.protocol === "file:" ? "index.html" : ""}`
    const tags = entry.tags.flatMap((tag) => [element("span", "tag", tag), " "])
    const facts = element("p", "row__facts", ...tags, entry.facts)
    const made = element("li", "row", element("h3", "row__title", link), element("p", "row__text", entry.lesson), facts)
    if (lacks.length) made.append(lacking(lacks))
    return made
  }

  const some = (count) => `${count} ${count === 1 ? one : many}`
  const told = (asked, { near, fewest, found }) => {
    if (!asked.length) return t("finder.all", { count: data.cases.length, all })
    if (!near) return t("finder.some", { found: found.length, count: data.cases.length, many })
    if (!found.length) return t("finder.nothing", { many })
    const met = asked.length - fewest
    return t("finder.nearest", { many, found: some(found.length), met, asked: asked.length })
  }

  let saying = 0
  const say = (text) => {
    clearTimeout(saying)
    saying = setTimeout(() => { status.textContent = text }, 350)
  }

  const count = (asked) => {
    data.facets.forEach((facet, at) => {
      const others = asked.filter((demand) => demand.facet !== at)
      const counts = facet.values.map(() => 0)
      for (const entry of data.cases) {
        if (others.every(({ meets }) => meets(entry))) for (const number of entry.values[at]) counts[number] += 1
      }
      facet.boxes.forEach(({ box, number, counted }) => {
        box.checked = state.chosen[at].has(facet.values[number][0])
        counted.textContent = ` (${counts[number]})`
      })
      const many = state.chosen[at].size
      facet.chosen.textContent = many ? ` ${many === 1 ? t("finder.one_chosen") : t("finder.chosen", { many })}` : ""
    })
  }

  const render = () => {
    const asked = demands()
    const answer = find(asked)
    const isWhole = !asked.length && state.sort === "namn" && shown === STEP
    list.replaceChildren(...(isWhole && !inPlace ? written : answer.found.slice(0, shown).map(inPlace ? standing : row)))
    if (pager) pager.hidden = !isWhole
    if (letters) letters.hidden = !isWhole
    const left = answer.found.length - shown
    more.hidden = left <= 0 || (isWhole && pager !== null)
    more.textContent = t("finder.more", { left })
    if (heading) heading.textContent = asked.length ? (answer.near ? t("finder.no_match") : t("finder.matches")) : t("list.all")
    meta.textContent = told(asked, answer)
    reset.hidden = !asked.length && state.sort === "namn"
    count(asked)
    say(meta.textContent)
  }

  const change = (typed = false) => {
    shown = STEP
    remember(typed)
    render()
  }

  // --- the controls ----------------------------------------------------------------------------------

  const field = Object.assign(element("input", "finder__field"), { type: "text", id: "doeme-ord", maxLength: 200, autocomplete: "off", spellcheck: false })
  const order = Object.assign(element("select", "finder__field"), { id: "doeme-sorter" })
  for (const [value, name] of Object.entries(SORTS)) order.append(Object.assign(element("option", "", name), { value }))
  const reset = Object.assign(element("button", "button", t("finder.reset")), { type: "button" })
  const meta = element("p", "finder__meta")
  const status = element("p", "finder__status")
  const more = Object.assign(element("button", "button", ""), { type: "button", hidden: true })
  status.setAttribute("role", "status")

  const labelled = (text, control) => {
    const label = element("label", "finder__label", text)
    label.htmlFor = control.id
    return element("p", "finder__part", label, control)
  }

  let language = null
  const load = async () => {
    if (!self.Sok?.concepts) await script("assets/js/search/search.js")
    if (!self.Sok.data.dictionary) await script("assets/js/search/words.js")
  }
  const withLanguage = async () => {
    try {
      await (language ??= load())
    } catch {
      language = null
      meta.textContent = t("finder.failed")
    }
  }
  field.addEventListener("focus", withLanguage)
  field.addEventListener("input", async ({ isComposing }) => {
    if (isComposing) return
    state.q = field.value.trim()
    await withLanguage()
    change(true)
  })
  order.addEventListener("change", () => {
    state.sort = order.value
    change()
  })
  const clear = () => {
    state = { q: "", sort: "namn", chosen: data.facets.map(() => new Set()) }
    field.value = ""
    order.value = "namn"
    change()
  }
  reset.addEventListener("click", () => {
    clear()
    field.focus()
  })
  // A link to a row that the filters have taken away brings it back.
  const bringBack = () => {
    const asked = written.find(({ id }) => id && `#${id}` === decodeURI(location.hash))
    if (!asked || asked.isConnected) return
    clear()
    asked.scrollIntoView()
  }
  more.addEventListener("click", () => {
    const from = shown
    shown += STEP
    render()
    list.children[from]?.querySelector("a").focus()
  })

  const boxes = (facet, at) => {
    const place = root.querySelector(`[data-facet="${facet.id}"]`)
    if (!place) return Object.assign(facet, { boxes: [], chosen: element("span", "") })
    const used = new Set(data.cases.flatMap((entry) => entry.values[at]))
    facet.chosen = element("span", "facet__chosen")
    facet.boxes = [...facet.values.keys()].filter((number) => used.has(number) || facet.closed).map((number) => {
      const box = Object.assign(element("input", "facet__box"), { type: "checkbox" })
      const counted = element("span", "facet__count")
      box.addEventListener("change", () => {
        const [value] = facet.values[number]
        state.chosen[at][box.checked ? "add" : "delete"](value)
        change()
      })
      return { box, number, counted, label: element("label", "facet__label", box, element("span", "", facet.values[number][1], counted)) }
    })
    const group = element("fieldset", "facet__values", element("legend", "facet__legend", facet.title))
    group.append(...facet.boxes.map(({ label }) => label))
    place.querySelector("ul").replaceWith(group)
    place.querySelector("summary").append(facet.chosen)
    return facet
  }

  const restore = async () => {
    state = read()
    field.value = state.q
    order.value = state.sort
    shown = STEP
    if (state.q) await withLanguage()
    state.chosen.forEach((values, at) => {
      const place = root.querySelector(`[data-facet="${data.facets[at].id}"]`)
      if (place && values.size) place.open = true
    })
    render()
  }

  const start = () => {
    const { facets, rows } = self.Liste
    data = {
      facets: facets.map(([id, title, closed, values]) => ({ id, title, closed, values })),
      cases: rows.map(([id, name, lesson, tags, facts, year, values, terms], at) => ({ id, name, lesson, tags, facts, year, values, terms: terms.split(" "), at })),
    }
    data.vocabulary = new Set(data.cases.flatMap(({ terms }) => terms))
    data.facets.forEach(boxes)
    const parts = [labelled(root.dataset.words, field), ...(inPlace ? [] : [labelled(t("finder.order"), order)]), reset, status]
    root.querySelector("[data-bar]").append(...parts)
    if (heading) heading.after(meta)
    else list.before(meta)
    list.after(more)
    addEventListener("popstate", restore)
    if (inPlace) addEventListener("hashchange", bringBack)
    return restore()
  }
  script(root.dataset.data).then(start, () => root.querySelector("[data-scripted]")?.remove())
})()
