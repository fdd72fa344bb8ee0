"""The market: what costs declare, held against a public price list.

A cost that says `source genai_prices "openai:gpt-5-mini"` is compared with the list of that name: `comparison.py` reads
each rate against it, `doubt.py` finds listed prices that look like mistakes, `updating.py` writes the others into the
file. A list is a module here (`genai_prices.py`) that gives a `PriceList`; nothing else knows where it comes from, and
none of them goes to the network.

How a rate finds its price in the list:

- its unit: `units.py` has the table;
- `above 272k input`: the step of the same number of input units, which is of the whole request in the list too;
- `when service_tier is flex`: the list's variant of the same attribute and value;
- the day: prices that have begun on the day of the run. Where a price depends on the hour, the dearest one counts,
  because margins have to hold at any hour.

What the list does not say (another unit, step, condition or currency) is called `unknown`; it is never guessed.
"""
