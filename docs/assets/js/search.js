// Fetches the search when the reader goes to the box, or opens the search page. Until then nothing of it is loaded.
;(() => {
  const box = document.querySelector("[data-search]")
  const load = () => {
    box.removeEventListener("focusin", load)
    const source = new URL("assets/js/search/box.js", new URL(box.dataset.base, document.baseURI)).href
    document.head.append(Object.assign(document.createElement("script"), { src: source }))
  }
  if (document.querySelector("[data-search-page]") && new URLSearchParams(location.search).get("q")) load()
  else box.addEventListener("focusin", load)
})()
