"""Outside sources of substances, one module each; see `shared.ports.substances`.

What they answer is shown beside the findings and changes none (`shared.domain.labels.outside`).
"""
