"""What an editor sees while writing: the page at once, and what is wrong with it in the browser.

A preview makes a page when the browser asks for it, and the rest of a build (PDFs, pictures, data, the zip) when
somebody follows a link to it. `Live` answers for addresses, `server` speaks HTTP, `watch` hears of saved files.
"""
