// Fetches the search when the reader goes to the box, or opens the search page. Until then nothing of it is loaded.
;(() => {
  const box = document.querySelector("[data-search]")
  const input = box.querySelector("input")
  const page = document.querySelector("[data-search-page]")
  const load = () => {
    const src = new URL("assets/js/search/box.js", new URL(box.dataset.base, document.baseURI)).href
    document.head.append(Object.assign(document.createElement("script"), { src, onerror: failed }))
  }
  const wait = () => input.addEventListener(page ? "input" : "focus", load, { once: true })
  const failed = () => {
    box.querySelector("[role=status]").textContent = t("searching.failed")
    wait()
  }
  if (page) {
    input.value ||= (new URLSearchParams(location.search).get("q") ?? "").trim()
    load()
  } else wait()

  // «/» and Ctrl+K lead to the box. A single key may be pressed by chance, or by a voice, so it can be turned off.
  const KEY = "sok-snarvegar"
  const remembered = () => {
    try {
      return localStorage.getItem(KEY)
    } catch {
      return null
    }
  }
  const writes = (target) => target.closest?.("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]")
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target)
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (event.defaultPrevented || event.isComposing || !(slash || control) || remembered() === "av") return
    event.preventDefault()
    input.focus()
    input.select()
  })

  const choice = page?.querySelector("[data-search-keys]")
  if (!choice) return
  choice.closest("[hidden]").hidden = false
  choice.checked = remembered() !== "av"
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(KEY)
      else localStorage.setItem(KEY, "av")
    } catch {
      choice.checked = true
    }
  })
})()
