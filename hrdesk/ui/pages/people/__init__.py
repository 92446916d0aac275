"""The register of people: the list, and taking it in and out as Excel."""
