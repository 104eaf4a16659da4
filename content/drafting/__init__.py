"""From an article to a cited briefing: each step a function of its own, by rules and word lists, without a model."""
