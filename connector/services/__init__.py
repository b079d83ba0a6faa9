"""What a person or a job can ask for: one module per use, each a function over Deps."""
