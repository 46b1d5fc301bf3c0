"""Questions over the real reports, with the page and words that answer each."""
