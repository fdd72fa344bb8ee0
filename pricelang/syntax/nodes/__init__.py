"""The syntax tree: one class per production, fields in the order in which they are written.

A node's `start` and `end` are offsets into its file's text: exactly what was written, no layout and no comment around
it. Two nodes are equal when they say the same, wherever they stand.
"""

from pricelang.syntax.nodes.clauses import *
from pricelang.syntax.nodes.declarations import *
from pricelang.syntax.nodes.included import *
from pricelang.syntax.nodes.literals import *
from pricelang.syntax.nodes.node import *
from pricelang.syntax.nodes.prices import *
from pricelang.syntax.nodes.proof import *
from pricelang.syntax.nodes.tiers import *
