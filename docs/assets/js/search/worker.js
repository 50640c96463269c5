// The search in a worker, with the theme's own messages: 0 set up, 1 ready, 2 query, 3 result.
importScripts("search.js", "words.js", "index.js")
self.Sok.load()
self.postMessage({ type: 1 })
self.addEventListener("message", ({ data: { type, data } }) => {
  if (type !== 2) return
  const { pages, ...told } = self.Sok.search(data)
  self.postMessage({ type: 3, data: { query: data, items: pages, ...told } })
})
