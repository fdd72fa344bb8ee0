"""Allowances, limits and overage: bills that can be foreseen."""
