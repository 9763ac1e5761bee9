"""What people look at: a report as a page, as Markdown, in a notebook, in the terminal, as figures."""
