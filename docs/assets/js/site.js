// The button that switches between light and dark. Without scripts the system's choice stands.
(() => {
  const button = document.querySelector("[data-theme-switch]")
  if (!button) return
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")
  const dark = () => (root.dataset.colorScheme ?? (system.matches ? "dark" : "light")) === "dark"
  const label = () => { button.textContent = dark() ? "Lyse fargar" : "Mørke fargar" }
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
