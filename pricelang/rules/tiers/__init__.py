"""Tiers and ladders: a reason to move up, and nothing lost by it."""
