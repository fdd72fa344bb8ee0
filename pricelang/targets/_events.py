"""Usage prices as meters see them: under which event name their uses arrive, and how those are counted."""

from __future__ import annotations

from pricelang.catalog.goods import Event
from pricelang.record import Record
from pricelang.targets._model import UsageLine
from pricelang.targets._reading import Reading


class Metered(Record):
    """The events of one usage price: their name, how they are counted, and the property that holds the quantity
    (None where events are counted). `event` is what the catalog says of it."""

    name: str
    aggregation: str
    property: str | None
    event: Event | None = None


class Events:
    """Gives each usage price an event name of its own: the declared one, where no other price has it already.

    A row of attributes has a name of its own, because the application tells the rows apart. `longest` is how many
    letters a name may have.
    """

    def __init__(self, reading: Reading, longest: int = 250) -> None:
        self.reading = reading
        self.longest = longest
        self._found: dict[str, Metered] = {}

    def of(self, line: UsageLine) -> Metered:
        """The events of a usage price, by its key."""
        if line.key not in self._found:
            metric = self.reading.metrics.get(line.of.name) if line.of.kind == "metric" else None
            event = metric.event if metric is not None else None
            name = line.key if event is None or line.when else event.name
            if any(one.name == name for one in self._found.values()):
                name = f"{name}.{line.key}"
            name = self.reading.exact(name, event, line.about, self.longest)
            aggregation = event.aggregation if event is not None else "sum"
            value = None if aggregation == "count" else self._property(event, line.about)
            self._found[line.key] = Metered(name, aggregation, value, event)
        return self._found[line.key]

    def _property(self, event: Event | None, about: str) -> str:
        """The property that holds the quantity: `value` where nothing is said of it."""
        if event is None or not event.property:
            return "value"
        return self.reading.exact(event.property, event, about, self.longest)
