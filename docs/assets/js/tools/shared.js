// What the self-check and the plan share: elements, what is kept in this browser, files, and links that hold what is
// in them. Nothing here asks the network for anything.
self.Verktoy = (() => {
  const LARGEST = 1_000_000 // signs; a self-check with a long note to each question is a tenth of this

  // A reason not to take what we were given, in words for the reader.
  class Refusal extends Error {}

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name, value)
      else if (value !== false) made.setAttribute(name, value === true ? "" : value)
    }
    made.append(...children)
    return made
  }

  const button = (text, action, className = "button") => element("button", { type: "button", class: className, click: action }, text)

  // Storage may be closed to us (private reading, some browsers on file://): the work then lasts as long as the page.
  const keep = (key, text) => {
    try {
      if (text === null) localStorage.removeItem(key)
      else localStorage.setItem(key, text)
      return true
    } catch {
      return false
    }
  }
  const kept = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }

  const download = (name, type, text) => {
    const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
    element("a", { href, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(href), 10_000)
  }

  const choose = (accept, take) => {
    const input = element("input", { type: "file", accept })
    input.addEventListener("change", async () => input.files[0] && take(await input.files[0].text(), input.files[0].name))
    input.click()
  }

  // --- documents: JSON with a format and a version ---

  const parsed = (text) => {
    if (text.length > LARGEST) throw new Refusal(t("tools.too_large"))
    try {
      return JSON.parse(text)
    } catch {
      throw new Refusal(t("tools.unreadable"))
    }
  }

  const read = (text, format, version) => {
    const found = parsed(text)
    if (typeof found !== "object" || found === null || found.format !== format) {
      throw new Refusal(format === "plan" ? t("tools.no_plan") : t("tools.no_check"))
    }
    if (!Number.isInteger(found.version) || found.version < 1) throw new Refusal(t("tools.no_version"))
    if (found.version > version) {
      throw new Refusal(t("tools.newer", { theirs: found.version, ours: version }))
    }
    return found
  }

  const text = (value, what, longest = 5_000) => {
    if (value === undefined || value === null) return ""
    if (typeof value !== "string" || value.length > longest) throw new Refusal(t("tools.damaged", { what }))
    return value
  }

  const day = (value, what) => {
    const found = text(value, what)
    if (found && !/^\d{4}-\d{2}-\d{2}$/.test(found)) throw new Refusal(t("tools.no_date", { what }))
    return found
  }

  // --- links: what is in them is packed, so that they stay short ---

  const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())

  const pack = async (text) => {
    const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"))
    return btoa(String.fromCharCode(...packed)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
  }

  const unpack = async (packed) => {
    try {
      const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0))
      return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")))
    } catch {
      throw new Refusal(t("tools.cut_link"))
    }
  }

  // Selecting a field copies on any page, also on http and file://, where there is no clipboard to write to.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      const field = element("textarea", { class: "check__aside", "aria-hidden": "true" })
      const before = document.activeElement
      field.value = text
      document.body.append(field)
      field.select()
      const done = document.execCommand("copy")
      field.remove()
      before.focus()
      return done
    }
  }

  // Browsers do not all know Nynorsk.
  const MONTHS = t.list("page.months")
  const longDate = (iso) => {
    const [year, month, day] = iso.split("-").map(Number)
    return iso ? t("page.date", { day, month: MONTHS[month - 1], year }) : ""
  }

  return { Refusal, element, button, keep, kept, download, choose, read, text, day, pack, unpack, copy, longDate }
})()
