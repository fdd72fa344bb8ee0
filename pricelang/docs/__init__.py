"""Adapters for generators of documentation, each imported by its generator alone."""
