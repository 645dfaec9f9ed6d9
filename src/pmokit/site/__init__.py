"""Floor 5: views to pages, pages to a site that is swapped in at the end."""
