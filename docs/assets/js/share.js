// Copying: a menu for the page and for each step and item on it, and a button beside each field made to be copied.
// What is copied was made when the site was built. Without scripts the addresses are there, as links and as text.
(() => {
  const LABELS = [
    ["link", "Kopier lenkja", "Lenkja er kopiert."],
    ["citation", "Kopier kjeldetilvisinga", "Kjeldetilvisinga er kopiert."],
    ["markdown", "Kopier som Markdown", "Teksten er kopiert som Markdown."],
    ["card", "Kopier kortet som HTML", "Kortet er kopiert som HTML."],
  ]
  const MANUAL = "Nettlesaren stoppa kopieringa. Teksten er merkt: trykk Ctrl + C (Cmd + C på Mac)."

  const element = (tag, className, text = "") => {
    const made = document.createElement(tag)
    made.className = className
    made.textContent = text
    return made
  }

  const button = (text, className, action) => {
    const made = element("button", className, text)
    made.type = "button"
    made.addEventListener("click", action)
    return made
  }

  // A selected field can be copied on any page, also on http and file://, where there is no clipboard to write to.
  // HTML goes both as code and as what it looks like: a field for code takes the one, an editor of text the other.
  // (Written to `navigator.clipboard`, it would be cleaned by our own policy, which has no inline style.)
  const copyFrom = (field, isHtml) => {
    const [before, wasHidden] = [document.activeElement, field.hidden]
    const both = (event) => {
      event.clipboardData.setData("text/plain", field.value)
      event.clipboardData.setData("text/html", field.value)
      event.preventDefault()
    }
    field.hidden = false
    field.focus()
    field.select()
    if (isHtml) document.addEventListener("copy", both)
    const done = document.execCommand("copy")
    document.removeEventListener("copy", both)
    if (done) {
      before.focus()
      field.hidden = wasHidden
    }
    return done
  }

  const toClipboard = async (field, isHtml) => {
    if (isHtml && copyFrom(field, true)) return true
    try {
      await navigator.clipboard.writeText(field.value)
      return true
    } catch {
      return copyFrom(field, false)
    }
  }

  // --- fields ---

  for (const field of document.querySelectorAll("[data-copy]")) {
    const said = element("span", "copy__said")
    said.setAttribute("role", "status")
    const copy = button(field.dataset.copy, "copy__button", async () => {
      said.textContent = ""
      said.textContent = (await toClipboard(field, field.value.startsWith("<div"))) ? field.dataset.copied : MANUAL
    })
    field.after(copy, said)
  }

  // --- the menu: one, moved to where it was asked for ---

  const row = document.querySelector("[data-share]")
  const source = row?.querySelector("template")
  if (!source) return
  const pieces = JSON.parse(source.content.textContent)

  const menu = element("div", "share")
  const said = element("p", "share__said")
  const field = element("textarea", "share__field")
  let opener = null
  let piece = null

  const copy = async (key, answer) => {
    said.textContent = ""
    field.hidden = true
    field.value = piece[key]
    said.textContent = (await toClipboard(field, key === "card")) ? answer : MANUAL
  }

  const close = (returning) => {
    menu.hidden = true
    opener?.setAttribute("aria-expanded", "false")
    if (returning) opener?.focus()
    opener = null
  }

  const open = (from, anchor, after) => {
    close(false)
    opener = from
    piece = pieces[anchor]
    menu.setAttribute("aria-label", `Del ${piece.name}`)
    said.textContent = ""
    field.hidden = true
    after.after(menu)
    menu.hidden = false
    opener.setAttribute("aria-expanded", "true")
    menu.querySelector("button").focus()
  }

  menu.id = "del"
  menu.hidden = true
  menu.setAttribute("role", "group")
  said.setAttribute("role", "status")
  field.readOnly = true
  field.rows = 4
  field.setAttribute("aria-label", "Tekst å kopiere")
  menu.append(
    ...LABELS.map(([key, label, answer]) => button(label, "share__copy", () => copy(key, answer))),
    button("Lukk", "share__close", () => close(true)),
    said,
    field,
  )
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return
    if (menu.contains(document.activeElement) || document.activeElement === opener) close(true)
  })

  const opens = (trigger, anchor, after) => {
    trigger.setAttribute("aria-expanded", "false")
    trigger.setAttribute("aria-controls", "del")
    trigger.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      if (anchor) location.hash = anchor
      if (opener === trigger) close(true)
      else open(trigger, anchor, after)
    })
  }

  // The button stands in the page, so that nothing moves when this script comes.
  const share = row.querySelector("[data-share-open]")
  opens(share, "", share)
  for (const link of document.querySelectorAll(".anchor-link, .anchor-named")) {
    const anchor = link.hash.slice(1)
    if (pieces[anchor]) opens(link, anchor, link.closest("h2, h3, h4, p, label") ?? link)
  }
})()
