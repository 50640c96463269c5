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
