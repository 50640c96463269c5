"""The build of «Frå ord til handling»: content in Markdown and YAML -> a searchable, cross-linked site."""
