// Copying: a menu for the page and for each step, item and paragraph on it, and a button beside each field made to be
// copied. What is copied was made when the site was built, and is loaded when the menu is opened. Without scripts the
// addresses are there, as links and as text.
(() => {
  const BESIDE = document.currentScript.src
  // What is copied, as plain text and, where there is more, as it is to look.
  const LABELS = [
    ["link", t("copying.link"), t("copying.link_copied")],
    ["message", t("copying.message"), t("copying.message_copied")],
    ["citation", t("copying.citation"), t("copying.citation_copied")],
    ["markdown", t("copying.quote"), t("copying.quote_copied"), "quote"],
    ["card", t("copying.card"), t("copying.card_copied"), "card"],
  ]
  const MANUAL = t("copying.by_hand")

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
  const copyFrom = (field, html) => {
    const [before, wasHidden] = [document.activeElement, field.hidden]
    const both = (event) => {
      event.clipboardData.setData("text/plain", field.value)
      event.clipboardData.setData("text/html", html)
      event.preventDefault()
    }
    field.hidden = false
    field.focus()
    field.select()
    if (html) document.addEventListener("copy", both)
    const done = document.execCommand("copy")
    document.removeEventListener("copy", both)
    if (done) {
      before.focus()
      field.hidden = wasHidden
    }
    return done
  }

  const toClipboard = async (field, html) => {
    if (html && copyFrom(field, html)) return true
    try {
      await navigator.clipboard.writeText(field.value)
      return true
    } catch {
      return copyFrom(field)
    }
  }

  // --- fields ---

  for (const field of document.querySelectorAll("[data-copy]")) {
    const said = element("span", "copy__said")
    said.setAttribute("role", "status")
    const copy = button(field.dataset.copy, "copy__button", async () => {
      said.textContent = ""
      said.textContent = (await toClipboard(field, field.value.startsWith("<div") && field.value)) ? field.dataset.copied : MANUAL
    })
    // Many have the same text; each has a name of its own, which begins with it.
    if (field.dataset.copyOf) copy.setAttribute("aria-label", `${field.dataset.copy}: ${field.dataset.copyOf}`)
    field.after(copy, said)
  }

  // --- the menu: one, moved to where it was asked for ---

  const row = document.querySelector("[data-share]")
  if (!row) return
  const address = row.querySelector(".permalink a").href
  let asked = null

  const pieces = () => {
    asked ??= new Promise((answer) => {
      const script = document.createElement("script")
      script.src = new URL(`deling/${row.dataset.share}.js`, BESIDE)
      script.onload = () => {
        const { styles, pieces } = self.Deling
        for (const piece of Object.values(pieces)) piece.card = piece.card.replace(/<(\d+)>/g, (_, number) => styles[number])
        answer(pieces)
      }
      // Without the texts there is still the address; the next time they are asked for again.
      script.onerror = () => { asked = null; answer({}) }
      document.head.append(script)
    })
    return asked
  }

  const menu = element("div", "share")
  const said = element("p", "share__said")
  const field = element("textarea", "share__field")
  let opener = null
  let piece = null

  const letter = element("a", "share__copy", t("copying.letter"))

  const copy = async (key, answer, look) => {
    said.textContent = ""
    field.hidden = true
    field.value = piece[key]
    said.textContent = (await toClipboard(field, piece[look])) ? answer : MANUAL
  }

  const close = (returning) => {
    menu.hidden = true
    opener?.setAttribute("aria-expanded", "false")
    if (returning) opener?.focus()
    opener = null
  }

  const open = async (from, anchor, after) => {
    close(false)
    opener = from
    const found = await pieces()
    if (opener !== from) return
    piece = found[anchor] ?? { name: t("copying.page"), link: anchor ? `${address}#${anchor}` : address }
    for (const [button, key] of buttons) button.hidden = !piece[key]
    const [subject, ...lines] = piece.message?.split("\n") ?? ["", piece.link]
    letter.href = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join("\r\n\r\n"))}`
    menu.setAttribute("aria-label", t("copying.menu", { what: piece.name }))
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
  field.setAttribute("aria-label", t("copying.field"))
  const buttons = LABELS.map(([key, label, answer, look]) => [button(label, "share__copy", () => copy(key, answer, look)), key])
  menu.append(
    ...buttons.slice(0, 2).map(([button]) => button),
    letter,
    ...buttons.slice(2).map(([button]) => button),
    button(t("copying.close"), "share__close", () => close(true)),
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
    opens(link, anchor, link.closest("h2, h3, h4, p, label") ?? link)
  }
})()
