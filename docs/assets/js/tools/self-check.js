// The self-check: answers and notes, kept in this browser alone; saved to a file or a link; two fillings compared.
// The questions are in the page. Each has a lasting id, so that answers survive a new edition of the text.
(() => {
  const { Refusal, element, button, keep, kept, download, choose, read, text, day, pack, unpack, copy, longDate, chart } = Verktoy
  const [KEY, OTHER, UNREADABLE, VERSION] = ["sjolvsjekk", "sjolvsjekk-annan", "sjolvsjekk-uleseleg", 1]
  const ANSWERS = { ja: t("checking.ja"), delvis: t("checking.delvis"), nei: t("checking.nei"), "veit-ikkje": t("checking.veit-ikkje") }
  const WORTH = { ja: 1, delvis: 0.5, nei: 0, "veit-ikkje": 0 }
  // What to do first: a no is known to be missing, what nobody knows may be, and the rest is on its way.
  const FIRST = ["nei", "veit-ikkje", "delvis"]
  const SHOWN = 3

  const root = document.querySelector("[data-self-check]")
  const questions = [...root.querySelectorAll("[data-question]")].map((node) => ({
    id: node.dataset.question,
    node,
    part: node.closest("[data-part]").dataset.part,
    text: node.querySelector(".check__question").textContent.trim(),
    radios: [...node.querySelectorAll("input[type=radio]")],
    note: node.querySelector("textarea"),
    why: node.querySelector(".check__why"),
  }))
  const byId = new Map(questions.map((question) => [question.id, question]))
  const parts = [...root.querySelectorAll("[data-part]")].map((node) => ({
    key: node.dataset.part,
    node,
    number: node.dataset.number,
    title: node.querySelector("h2").textContent.trim(),
  }))
  const fields = { who: root.querySelector("#kven"), date: root.querySelector("#dato") }
  const said = root.querySelector("[data-said]")
  const offered = root.querySelector("[data-offered]")

  const empty = () => ({ who: "", date: "", answers: new Map() })
  let mine = empty()
  let other = null
  let former = null

  const tell = (message) => {
    said.textContent = ""
    said.textContent = message
  }

  // --- documents ---

  const written = (filling, notes = true) =>
    JSON.stringify({
      format: "sjolvsjekk",
      version: VERSION,
      who: filling.who,
      date: filling.date,
      answers: [...filling.answers].map(([id, { answer, note, question }]) => ({ id, question, answer, ...(notes && note ? { note } : {}) })),
    })

  const understood = (source) => {
    const found = read(source, "sjolvsjekk", VERSION)
    if (!Array.isArray(found.answers)) throw new Refusal(t("checking.no_answers"))
    const answers = found.answers.map((entry, number) => {
      const what = t("checking.answer", { number: number + 1 })
      if (typeof entry?.id !== "string" || !/^\d{4}\/\d+#sporsmal-\d+$/.test(entry.id)) throw new Refusal(t("tools.damaged", { what }))
      if (entry.answer && !Object.hasOwn(ANSWERS, entry.answer)) throw new Refusal(t("checking.unknown_answer", { what }))
      return [entry.id, { answer: entry.answer ?? "", note: text(entry.note, what), question: text(entry.question, what) }]
    })
    return { who: text(found.who, t("tools.name"), 200), date: day(found.date, t("tools.date")), answers: new Map(answers) }
  }

  const name = (filling, fallback) => [filling.who || fallback, longDate(filling.date)].filter(Boolean).join(", ")

  // --- the form ---

  const collect = () => {
    mine.who = fields.who.value
    mine.date = fields.date.value
    for (const { id, radios, note, text: question } of questions) {
      const answer = radios.find((radio) => radio.checked)?.value ?? ""
      const before = mine.answers.get(id)
      if (!answer && !note.value) mine.answers.delete(id)
      else mine.answers.set(id, { answer, note: note.value, question: before?.answer === answer ? before.question || question : question })
    }
  }

  const fill = () => {
    fields.who.value = mine.who
    fields.date.value = mine.date
    for (const { id, node, radios, note, text: question } of questions) {
      const found = mine.answers.get(id)
      for (const radio of radios) radio.checked = radio.value === found?.answer
      note.value = found?.note ?? ""
      node.querySelector(".check__former")?.remove()
      if (found?.question && found.question !== question) {
        node.querySelector(".check__fill").before(element("p", { class: "check__former" }, t("checking.former", { question: found.question })))
      }
    }
  }

  const changed = () => {
    collect()
    if (!keep(KEY, written(mine))) tell(t("checking.not_kept"))
    show()
  }

  // --- what it shows ---

  const standing = (filling, part) => {
    const answers = questions.filter((question) => question.part === part.key).map(({ id }) => filling.answers.get(id)?.answer ?? "")
    const given = answers.filter(Boolean)
    const counts = Object.fromEntries(Object.keys(ANSWERS).map((answer) => [answer, given.filter((one) => one === answer).length]))
    const share = given.length ? given.reduce((sum, answer) => sum + WORTH[answer], 0) / given.length : 0
    return { number: part.number, answered: given.length, of: answers.length, counts, share, word: worded(given.length, share) }
  }

  const worded = (answered, share) => {
    if (!answered) return t("checking.unanswered")
    if (share === 1) return t("checking.in_place")
    return share >= 0.5 ? t("checking.partly_in_place") : t("checking.little_in_place")
  }

  const rows = (standings, others) =>
    parts.forEach(({ key }, at) => {
      const cells = root.querySelectorAll(`[data-row="${key}"] td`)
      const { counts, answered, of, word } = standings[at]
      const values = answered ? [...Object.values(counts), answered < of ? t("checking.of_answers", { word, answered, of }) : word] : ["", "", "", "", word]
      if (others) {
        const who = name(other, t("checking.the_other"))
        values[4] += t("checking.theirs", { who, word: others[at].word.toLowerCase() })
      }
      cells.forEach((cell, column) => (cell.textContent = values[column]))
    })

  const weak = (standings) => {
    const shares = new Map(parts.map((part, at) => [part.key, standings[at].share]))
    const rank = ({ id }) => FIRST.indexOf(mine.answers.get(id).answer)
    return questions
      .filter(({ id }) => FIRST.includes(mine.answers.get(id)?.answer))
      .sort((one, two) => rank(one) - rank(two) || shares.get(one.part) - shares.get(two.part))
  }

  const planned = () => {
    try {
      return JSON.parse(kept("plan")) ?? { format: "plan", version: 1, steps: [] }
    } catch {
      return null
    }
  }

  const addToPlan = (link, pressed) => {
    const plan = planned()
    // A plan that this page cannot read is left alone: the plan's own page says what to do with it.
    if (!plan || plan.version !== 1 || !Array.isArray(plan.steps)) return tell(t("checking.no_plan"))
    if (!plan.steps.some((step) => step.id === link.dataset.step)) plan.steps.push({ id: link.dataset.step, title: link.textContent, owner: "", date: "" })
    pressed.textContent = keep("plan", JSON.stringify(plan)) ? t("checking.in_plan") : t("checking.not_in_plan")
    tell(t("checking.step_in_plan", { step: link.textContent }))
  }

  const advice = (question) => {
    const item = element("li", { class: "first" }, element("p", { class: "first__question" }, question.text))
    const { answer, note } = mine.answers.get(question.id)
    item.append(element("p", { class: "first__answer" }, [t("checking.answered", { answer: ANSWERS[answer] }), note].filter(Boolean).join(" ")))
    item.append(...[...question.why.querySelectorAll(".check__reason")].map((reason) => reason.cloneNode(true)))
    const steps = element("ul", { class: "links" })
    for (const link of question.why.querySelectorAll("a[data-step]")) {
      const copied = link.cloneNode(true)
      const pressed = button(t("planning.put"), () => addToPlan(copied, pressed), "small-button")
      pressed.setAttribute("aria-label", t("planning.put_step", { step: link.textContent }))
      steps.append(element("li", {}, copied, " ", pressed))
    }
    item.append(element("p", { class: "first__label" }, t("checking.do")), steps)
    return item
  }

  const showFirst = (standings) => {
    const target = root.querySelector("[data-first]")
    const found = weak(standings)
    const open = target.querySelector("details")?.open ?? false
    if (!found.length) {
      const answered = standings.some((part) => part.answered)
      target.replaceChildren(element("p", {}, answered ? t("checking.all_in_place") : t("checking.nothing_yet")))
      return
    }
    target.replaceChildren(element("ol", { class: "firsts" }, ...found.slice(0, SHOWN).map(advice)))
    const rest = found.slice(SHOWN)
    if (rest.length) {
      target.append(element("details", { class: "fold", ...(open ? { open: true } : {}) }, element("summary", {}, t("checking.later", { count: rest.length })), element("ol", { class: "firsts" }, ...rest.map(advice))))
    }
  }

  const showCompared = () => {
    const target = root.querySelector("[data-compared]")
    target.replaceChildren()
    if (!other) return
    const spoken = (filling, id) => ANSWERS[filling.answers.get(id)?.answer] ?? t("checking.not_answered")
    const both = questions.filter(({ id }) => mine.answers.get(id)?.answer || other.answers.get(id)?.answer)
    const apart = both.filter(({ id }) => spoken(mine, id) !== spoken(other, id))
    const [ours, theirs] = [name(mine, t("checking.yours")), name(other, t("checking.other_filling"))]
    target.append(element("h3", {}, t("checking.comparison")), element("p", {}, t("checking.alike", { ours, theirs, alike: both.length - apart.length, all: both.length })))
    if (apart.length) {
      const head = element("tr", {}, ...[t("checking.question"), ours, theirs].map((title) => element("th", { scope: "col" }, title)))
      const lines = apart.map(({ id, text: question }) => element("tr", {}, element("th", { scope: "row" }, question), ...[mine, other].map((filling) => {
        const note = filling.answers.get(id)?.note
        return element("td", {}, spoken(filling, id), ...(note ? [element("br"), note] : []))
      })))
      target.append(element("div", { class: "table", role: "region", tabindex: "0", "aria-label": t("checking.apart") }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...lines))))
    }
    target.append(element("p", { class: "check__tools" }, button(t("checking.stop"), () => compare(null))))
  }

  const show = () => {
    const standings = parts.map((part) => standing(mine, part))
    const others = other && parts.map((part) => standing(other, part))
    rows(standings, others)
    for (const group of root.querySelectorAll("[data-wheel]")) {
      const own = parts.map((part, at) => at).filter((at) => parts[at].key.startsWith(`${group.dataset.wheel}/`))
      group.replaceChildren(chart(own.map((at) => standings[at]), others && own.map((at) => others[at])))
    }
    showFirst(standings)
    showCompared()
    const answered = standings.reduce((sum, part) => sum + part.answered, 0)
    root.querySelector("[data-progress]").textContent = t("checking.progress", { answered, all: questions.length })
    const lost = [...mine.answers.keys()].filter((id) => !byId.has(id))
    root.querySelector("[data-lost]").textContent = lost.length ? t("checking.lost", { count: lost.length }) : ""
  }

  // --- another filling, from a file or a link ---

  const compare = (filling) => {
    other = filling
    keep(OTHER, filling ? written(filling) : null)
    offered.replaceChildren()
    show()
  }

  const take = (filling) => {
    former = { filling: mine, text: written(mine) }
    mine = filling
    keep(KEY, written(mine))
    fill()
    show()
    offered.replaceChildren()
    const from = name(filling, t("checking.the_file"))
    tell(t("checking.fetched", { from }))
    if (former.filling.answers.size) offered.append(button(t("checking.undo"), () => {
      mine = former.filling
      keep(KEY, former.text)
      fill()
      show()
      offered.replaceChildren()
      tell(t("checking.undone"))
    }))
  }

  const offer = (filling, from) => {
    if (!mine.answers.size) return take(filling)
    const who = name(filling, t("checking.nameless"))
    const question = element("p", {}, t("checking.what_now", { from, who }))
    offered.replaceChildren(question, button(t("checking.compare"), () => { compare(filling); tell(t("checking.compared")) }), button(t("checking.replace"), () => take(filling)), button(t("checking.cancel"), () => offered.replaceChildren()))
    offered.querySelector("button").focus()
  }

  const given = (source, from) => {
    try {
      offer(understood(source), from)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tell(t("checking.as_before", { message: error.message }))
    }
  }

  const fromAddress = async () => {
    const packed = location.hash.match(/^#svar=([\w-]*)$/)?.[1]
    if (packed === undefined) return
    try {
      const source = await unpack(packed)
      if (source !== written(mine)) given(source, t("checking.from_link"))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tell(t("checking.as_before", { message: error.message }))
    }
  }

  const share = async () => {
    const link = new URL(location.href)
    link.hash = `svar=${await pack(written(mine, root.querySelector("#notat-med").checked))}`
    const field = root.querySelector("[data-link]")
    field.hidden = false
    field.value = link.href
    tell((await copy(link.href)) ? t("checking.link_copied") : t("checking.link_shown"))
  }

  // --- one recommendation, or all ---

  const only = () => {
    const key = location.hash.match(/^#berre-(\d{4}-\d+)$/)?.[1]?.replace("-", "/")
    const known = parts.some((part) => part.key === key)
    for (const part of parts) part.node.hidden = known && part.key !== key
    root.querySelector("#kva").value = known ? key : ""
  }

  const start = () => {
    const source = kept(KEY)
    try {
      if (source) mine = understood(source)
    } catch (error) {
      keep(UNREADABLE, source)
      tell(t("checking.kept_unreadable", { message: error.message }))
      offered.append(button(t("tools.download_kept"), () => download("sjolvsjekk-uleseleg.json", "application/json", source)))
    }
    try {
      other = kept(OTHER) && understood(kept(OTHER))
    } catch {
      keep(OTHER, null)
    }
    fill()
    show()
    only()
    fromAddress()
  }

  const file = () => `${["sjolvsjekk", mine.date].filter(Boolean).join("-")}.json`
  const actions = {
    save: () => download(file(), "application/json", written(mine)),
    open: () => choose(".json,application/json", (source) => given(source, t("checking.from_file"))),
    share,
    print: () => print(),
    clear: () => take(empty()),
  }
  for (const pressed of root.querySelectorAll("[data-do]")) pressed.addEventListener("click", actions[pressed.dataset.do])
  root.addEventListener("change", (event) => event.target.closest("[data-question], .check__about") && changed())
  root.addEventListener("input", (event) => event.target.matches("textarea, #kven") && changed())
  root.querySelector("#kva").addEventListener("change", (event) => {
    history.pushState(null, "", event.target.value ? `#berre-${event.target.value.replace("/", "-")}` : location.pathname + location.search)
    only()
  })
  addEventListener("popstate", only)
  addEventListener("hashchange", () => { only(); fromAddress() })
  addEventListener("pageshow", (event) => event.persisted && start())
  addEventListener("storage", (event) => event.key === KEY && start())
  for (const hidden of root.querySelectorAll("[data-scripted]")) hidden.hidden = false
  start()
})()
