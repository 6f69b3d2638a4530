"""Written results, summed up: which agencies, which constraints, which years."""
