// The picture of where a collaboration stands: one part of a circle for each recommendation, filled as far as it is in
// place. The table beside it says the same in words.
Verktoy.chart = (parts, other) => {
  const [MIDDLE, INNER, OUTER] = [170, 34, 132]
  const svg = (tag, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    made.append(...children)
    return made
  }
  const at = (turn, radius) => {
    const angle = (turn - 0.25) * 2 * Math.PI
    return `${(MIDDLE + radius * Math.cos(angle)).toFixed(1)} ${(MIDDLE + radius * Math.sin(angle)).toFixed(1)}`
  }
  const wedge = (from, to, radius) =>
    `M${at(from, INNER)}L${at(from, radius)}A${radius} ${radius} 0 0 1 ${at(to, radius)}L${at(to, INNER)}A${INNER} ${INNER} 0 0 0 ${at(from, INNER)}Z`
  const radius = (share) => INNER + share * (OUTER - INNER)

  const drawn = svg("svg", { viewBox: `0 0 ${2 * MIDDLE} ${2 * MIDDLE}`, class: "wheel", role: "img" })
  drawn.setAttribute("aria-label", t("tools.wheel"))
  parts.forEach((part, number) => {
    const [from, to] = [(number + 0.02) / parts.length, (number + 0.98) / parts.length]
    drawn.append(svg("path", { class: "wheel__frame", d: wedge(from, to, OUTER) }))
    if (part.answered && part.share) drawn.append(svg("path", { class: "wheel__part", d: wedge(from, to, radius(part.share)) }))
    const theirs = other?.[number]
    if (theirs?.answered) drawn.append(svg("path", { class: "wheel__other", d: `M${at(from, radius(theirs.share))}A${radius(theirs.share)} ${radius(theirs.share)} 0 0 1 ${at(to, radius(theirs.share))}` }))
    const [x, y] = at((from + to) / 2, OUTER + 18).split(" ")
    drawn.append(svg("text", { x, y, class: "wheel__number", "text-anchor": "middle", "dominant-baseline": "central" }, String(part.number)))
  })
  return drawn
}
