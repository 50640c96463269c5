// The plan: steps from all the recommendations, each with who does it and when. Kept in this browser alone; copied,
// printed, or saved as a file, a table or a calendar.
(() => {
  const { Refusal, element, button, keep, kept, download, choose, read, text, day, copy, longDate } = Verktoy
  const [KEY, UNREADABLE, VERSION] = ["plan", "plan-uleseleg", 1]
  const WEAK = ["nei", "veit-ikkje", "delvis"]
  const COLUMNS = [t("planning.column_step"), t("planning.owner"), t("planning.due")]

  const root = document.querySelector("[data-plan]")
  const boxes = [...root.querySelectorAll("input[data-step]")]
  const titles = new Map(boxes.map((box) => [box.dataset.step, box.dataset.title]))
  const said = root.querySelector("[data-said]")
  const offered = root.querySelector("[data-offered]")
  const list = root.querySelector("[data-list]")
  const heading = root.querySelector("#planen-heiter")

  let plan = { title: "", steps: [] }

  const tell = (message) => {
    said.textContent = ""
    said.textContent = message
  }

  const link = (id) => {
    const box = boxes.find((one) => one.dataset.step === id)
    return box ? new URL(box.dataset.address, document.baseURI).href : ""
  }

  // --- documents ---

  const written = () => JSON.stringify({ format: "plan", version: VERSION, title: plan.title, steps: plan.steps })

  const understood = (source) => {
    const found = read(source, "plan", VERSION)
    if (!Array.isArray(found.steps)) throw new Refusal(t("planning.no_steps"))
    const steps = found.steps.map((entry, number) => {
      const what = t("planning.step", { number: number + 1 })
      if (typeof entry?.id !== "string" || !/^\d{4}\/\d+#steg-\d+$/.test(entry.id)) throw new Refusal(t("tools.damaged", { what }))
      return { id: entry.id, title: text(entry.title, what, 500), owner: text(entry.owner, what, 500), date: day(entry.date, what) }
    })
    return { title: text(found.title, t("tools.name"), 200), steps }
  }

  // --- what others get; the steps with a date first, in their order ---

  const dated = () => [...plan.steps].sort((one, two) => (one.date || "9999").localeCompare(two.date || "9999"))
  const titleOf = (step) => titles.get(step.id) ?? step.title
  const named = () => plan.title || t("planning.plan")

  const asText = () => [named(), "", ...dated().map((step) => `- ${[titleOf(step), step.owner, longDate(step.date)].filter(Boolean).join(" – ")}\n  ${link(step.id)}`)].join("\n")

  const escaped = (source) => source.replace(/[\\`*_[\]<>#|]/g, "\\$&")
  const asMarkdown = () =>
    [`# ${escaped(named())}`, "", `| ${COLUMNS.join(" | ")} |`, "|---|---|---|", ...dated().map((step) => `| [${escaped(titleOf(step))}](${link(step.id)}) | ${escaped(step.owner)} | ${longDate(step.date)} |`), ""].join("\n")

  // A cell that a spreadsheet would take for a formula gets a sign before it that makes it text.
  const cell = (value) => `"${value.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`
  const asTable = () => "\uFEFF" + [[...COLUMNS, t("planning.address")], ...dated().map((step) => [titleOf(step), step.owner, step.date, link(step.id)])].map((row) => row.map(cell).join(";") + "\r\n").join("")

  // RFC 5545: commas and the like are escaped, and no line is longer than 75 bytes.
  const plain = (value) => value.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")
  const folded = (line) => {
    const lines = [""]
    let bytes = 0
    for (const sign of line) {
      const size = new TextEncoder().encode(sign).length
      if (bytes + size > 74) {
        lines.push("")
        bytes = 1
      }
      lines[lines.length - 1] += sign
      bytes += size
    }
    return lines.join("\r\n ")
  }
  const next = (date) => new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const compact = (date) => date.replaceAll("-", "")
  const asCalendar = () => {
    const made = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`
    const events = dated().filter((step) => step.date).flatMap((step) => [
      "BEGIN:VEVENT",
      `UID:${step.id.replace(/[/#]/g, "-")}-${compact(step.date)}@frå-ord-til-handling`.replace("å", "a"),
      `DTSTAMP:${made}`,
      `DTSTART;VALUE=DATE:${compact(step.date)}`,
      `DTEND;VALUE=DATE:${compact(next(step.date))}`,
      `SUMMARY:${plain([titleOf(step), step.owner].filter(Boolean).join(" – "))}`,
      `DESCRIPTION:${plain(link(step.id))}`,
      `URL:${link(step.id)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ])
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fra ord til handling//Plan//NN", ...events, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("")
  }

  // --- the page ---

  const changed = () => {
    if (!keep(KEY, written())) tell(t("planning.not_kept"))
  }

  const field = (step, key, label, type) => {
    const input = element("input", { type, class: "plan__field", id: `${key}-${step.id.replace(/[/#]/g, "-")}` })
    input.value = step[key]
    input.addEventListener("input", () => { step[key] = input.value; changed() })
    return element("p", { class: "plan__cell" }, element("label", { for: input.id }, label, element("span", { class: "check__aside" }, t("planning.of_step", { step: titleOf(step) }))), input)
  }

  const row = (step, at) => {
    const title = link(step.id) ? element("a", { href: link(step.id) }, titleOf(step)) : element("span", {}, t("planning.gone", { step: step.title }))
    const tools = element("p", { class: "plan__tools" })
    const up = button(t("planning.up"), () => { plan.steps.splice(at - 1, 2, plan.steps[at], plan.steps[at - 1]); changed(); show(); tell(t("planning.is_number", { step: titleOf(step), at })); list.querySelectorAll("li")[at - 1].querySelector("button").focus() }, "small-button")
    const away = button(t("planning.away"), () => { drop(step.id); (list.querySelectorAll("button")[0] ?? heading).focus() }, "small-button")
    for (const pressed of [up, away]) pressed.setAttribute("aria-label", `${pressed.textContent}: ${titleOf(step)}`)
    tools.append(...(at ? [up] : []), away)
    return element("li", { class: "plan__step" }, element("p", { class: "plan__title" }, title), field(step, "owner", t("planning.owner"), "text"), field(step, "date", t("planning.due"), "date"), tools)
  }

  const show = () => {
    heading.value = plan.title
    list.replaceChildren(...plan.steps.map(row))
    root.querySelector("[data-none]").hidden = plan.steps.length > 0
    for (const box of boxes) box.checked = plan.steps.some((step) => step.id === box.dataset.step)
    showSuggested()
  }

  const add = (id) => {
    if (!plan.steps.some((step) => step.id === id)) plan.steps.push({ id, title: titles.get(id), owner: "", date: "" })
    changed()
    show()
    tell(t("planning.added", { step: titles.get(id), count: plan.steps.length }))
  }

  const drop = (id) => {
    plan.steps = plan.steps.filter((step) => step.id !== id)
    changed()
    show()
    tell(t("planning.removed"))
  }

  // What the self-check found weakest, if it has been filled in here.
  const weakest = () => {
    try {
      const answers = JSON.parse(kept("sjolvsjekk")).answers
      const weak = answers.filter((one) => WEAK.includes(one.answer)).sort((one, two) => WEAK.indexOf(one.answer) - WEAK.indexOf(two.answer))
      const found = weak.flatMap(({ id }) => boxes.filter((box) => box.dataset.questions.split(" ").includes(id)).map((box) => box.dataset.step))
      return [...new Set(found)]
    } catch {
      return []
    }
  }

  const showSuggested = () => {
    const target = root.querySelector("[data-suggested]")
    const missing = weakest().filter((id) => !plan.steps.some((step) => step.id === id)).slice(0, 5)
    target.closest("section").hidden = !missing.length
    target.replaceChildren(...missing.map((id) => {
      const pressed = button(t("planning.put"), () => { add(id); (target.querySelector("button") ?? heading).focus() }, "small-button")
      pressed.setAttribute("aria-label", t("planning.put_step", { step: titles.get(id) }))
      return element("li", {}, element("a", { href: link(id) }, titles.get(id)), " ", pressed)
    }))
  }

  // --- files ---

  const take = (found) => {
    const former = plan
    plan = found
    changed()
    show()
    offered.replaceChildren()
    tell(found.steps.length ? t("planning.fetched", { count: found.steps.length }) : t("planning.empty"))
    if (former.steps.length) offered.append(button(t("planning.undo"), () => { plan = former; changed(); show(); offered.replaceChildren(); tell(t("planning.undone")) }))
  }

  const given = (source) => {
    try {
      take(understood(source))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tell(t("planning.as_before", { message: error.message }))
    }
  }

  const copied = async (source, answer) => {
    const field = root.querySelector("[data-copied]")
    field.value = source
    field.hidden = false
    tell((await copy(source)) ? answer : t("planning.shown"))
  }

  const actions = {
    text: () => copied(asText(), t("planning.text_copied")),
    markdown: () => copied(asMarkdown(), t("planning.table_copied")),
    table: () => download("plan.csv", "text/csv", asTable()),
    calendar: () => (plan.steps.some((step) => step.date) ? download("plan.ics", "text/calendar", asCalendar()) : tell(t("planning.no_dates"))),
    save: () => download("plan.json", "application/json", written()),
    open: () => choose(".json,application/json", given),
    print: () => print(),
    clear: () => take({ title: "", steps: [] }),
  }

  const start = () => {
    const source = kept(KEY)
    try {
      if (source) plan = understood(source)
    } catch (error) {
      keep(UNREADABLE, source)
      tell(t("planning.kept_unreadable", { message: error.message }))
      offered.append(button(t("tools.download_kept"), () => download("plan-uleseleg.json", "application/json", source)))
    }
    show()
  }

  for (const pressed of root.querySelectorAll("[data-do]")) pressed.addEventListener("click", actions[pressed.dataset.do])
  for (const box of boxes) box.addEventListener("change", () => (box.checked ? add : drop)(box.dataset.step))
  heading.addEventListener("input", () => { plan.title = heading.value; changed() })
  addEventListener("pageshow", (event) => event.persisted && start())
  addEventListener("storage", (event) => [KEY, "sjolvsjekk"].includes(event.key) && start())
  for (const hidden of root.querySelectorAll("[data-scripted]")) hidden.hidden = false
  start()
})()
