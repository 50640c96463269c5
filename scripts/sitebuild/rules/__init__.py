"""Every rule of the content, once. A rule is a generator: `Draft` in, `Problem`s out; it prints nothing."""
