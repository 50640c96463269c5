// What is folded opens when a link leads into it, and on paper; browsers that do it by themselves lose nothing.
(() => {
  const targeted = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)))
    } catch {
      return null // an address that somebody has cut in two
    }
  }
  const unfold = () => {
    const target = targeted()
    if (!target) return
    let opened = false
    for (let fold = target.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = opened = true
    if (opened) target.scrollIntoView()
  }
  let folded = []
  addEventListener("hashchange", unfold)
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".fold--large:not([open])")]
    for (const fold of folded) fold.open = true
  })
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false })
  unfold()
})()

// Contents beside the text mark the part that is read: the last heading that has come to the top of the screen or, at the
// page's end, where the last parts are too short to come that far, the one that was asked for, or the last.
;(() => {
  const links = new Map([...document.querySelectorAll(".page-toc a")].map((link) => [link.hash.slice(1), link]))
  if (!links.size) return
  const headings = [...document.querySelectorAll(".page__text h2[id]")]
  const passed = new Set()
  const wide = matchMedia("(min-width: 64rem)")
  let atEnd = false
  const here = () => {
    if (!atEnd) return headings.findLast((heading) => passed.has(heading))
    const asked = headings.find(({ id }) => `#${id}` === location.hash)
    return asked?.getBoundingClientRect().top >= 0 ? asked : headings.at(-1)
  }
  const mark = () => {
    const id = wide.matches && here()?.id
    for (const [of, link] of links) of === id ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")
  }
  const passing = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) passed[isIntersecting ? "add" : "delete"](target)
    mark()
  }, { rootMargin: "9999999px 0px -88% 0px" })
  for (const heading of headings) passing.observe(heading)
  const ending = new IntersectionObserver(([{ isIntersecting }]) => {
    atEnd = isIntersecting
    mark()
  }, { threshold: 1 })
  ending.observe(document.querySelector(".site-footer"))
  addEventListener("hashchange", mark)
  wide.addEventListener("change", mark)
})()

// The marks of a list («Punkt 3») are one stop for Tab, and the arrow keys go between them; else a page has some twenty
// stops more than it has things to do.
;(() => {
  const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
  for (const list of document.querySelectorAll("[data-roving]")) {
    const marks = [...list.querySelectorAll(".basis > summary")]
    if (marks.length < 2) continue
    const hint = Object.assign(document.createElement("span"), { className: "basis__hint", textContent: list.dataset.roving })
    const stopAt = (mark) => {
      for (const other of marks) other.tabIndex = other === mark ? 0 : -1
      mark.append(hint)
    }
    list.addEventListener("focusin", ({ target }) => marks.includes(target) && stopAt(target))
    list.addEventListener("keydown", (event) => {
      const at = marks.indexOf(event.target)
      const next = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : at + STEPS[event.key]
      if (at < 0 || !marks[next] || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      marks[next].focus()
    })
    stopAt(marks[0])
  }
})()

// Laid out as blocks on a phone, a table is none to some screen readers, but when its parts say what they are.
;(() => {
  const ROLES = { "": "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "[scope=col]": "columnheader", "[scope=row]": "rowheader" }
  for (const [part, role] of Object.entries(ROLES))
    for (const node of document.querySelectorAll(`.matrix ${part}`)) node.setAttribute("role", role)
})()

// The button that switches between light and dark. Without scripts the system's choice stands.
;(() => {
  const button = document.querySelector("[data-theme-switch]")
  if (!button) return
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")
  const dark = () => (root.dataset.colorScheme ?? (system.matches ? "dark" : "light")) === "dark"
  const label = () => { button.textContent = dark() ? t("frame.light") : t("frame.dark") }
  button.addEventListener("click", () => {
    root.dataset.colorScheme = dark() ? "light" : "dark"
    try {
      localStorage.setItem("fargar", root.dataset.colorScheme)
    } catch {
      // The choice then lasts as long as the page.
    }
    label()
  })
  system.addEventListener("change", label)
  label()
  button.hidden = false
})()
