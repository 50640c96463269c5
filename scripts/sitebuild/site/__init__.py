"""The whole site, linked: relations both ways, anchors, addresses, and what was published before."""
