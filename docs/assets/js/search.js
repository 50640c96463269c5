// Fetches the search when the reader goes to the box, or opens the search page. Until then nothing of it is loaded.
;(() => {
  const box = document.querySelector("[data-search]")
  const page = document.querySelector("[data-search-page]")
  const load = () => {
    const src = new URL("assets/js/search/box.js", new URL(box.dataset.base, document.baseURI)).href
    document.head.append(Object.assign(document.createElement("script"), { src, onerror: failed }))
  }
  const wait = () => box.addEventListener("focusin", load, { once: true })
  const failed = () => {
    const told = page?.querySelector("[role=status]") ?? box.querySelector("[role=status]")
    told.textContent = "Søket kunne ikkje lastast. Sjå om de er på nett, og prøv ein gong til."
    wait()
  }
  if (page && new URLSearchParams(location.search).get("q")) load()
  else wait()
})()
