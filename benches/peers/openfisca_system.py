"""The scheme as an OpenFisca tax and benefit system, in two forms.

`as-documented` is written as OpenFisca's own documentation teaches it: an enumeration for each answer, points as parameters
picked by the answer, the table as a single-amount scale. `arrays` keeps the system and its simulation, but does the
arithmetic with numpy on whole numbers, with the table written out: about the least work that still goes through
OpenFisca. Its amounts are 32-bit floats either way; they are rounded to the penny before they are compared.
"""

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from thirty import Thirty

PERIOD = "2026"


def dated(value):
    return {"values": {"2026-01-01": {"value": value}}}


def parameters(scheme: Thirty) -> ParameterNode:
    points = {
        question: {option: dated(value) for option, value in zip(scheme.options, row)}
        for question, row in zip(scheme.questions, scheme.points)
    }
    brackets = [
        {
            "threshold": {"2026-01-01": {"value": start}},
            "amount": {"2026-01-01": {"value": pence / 100}},
        }
        for start, pence in zip(scheme.starts, scheme.pence)
    ]
    table = {"brackets": brackets, "metadata": {"type": "single_amount"}}
    return ParameterNode("", data={"points": points, "table": table})


def system(scheme: Thirty, form: str) -> TaxBenefitSystem:
    person_entity = Entity("person", "persons", "A person", "")
    made = TaxBenefitSystem([person_entity])
    made.parameters = parameters(scheme)
    # A tax and benefit system copies its entities: variables belong to the copy.
    person_entity = made.person_entity
    level = Enum("Level", {option: option for option in scheme.options})
    common = {"entity": person_entity, "definition_period": DateUnit.YEAR}

    for question in scheme.questions:
        kind = (
            {"value_type": Enum, "possible_values": level, "default_value": level[scheme.options[0]]}
            if form == "as-documented"
            else {"value_type": int}
        )
        made.add_variable(type(question, (Variable,), {**common, **kind, "label": question}))

    points_formula, amount_formula = (documented if form == "as-documented" else arrays)(scheme)
    made.add_variable(
        type("points", (Variable,), {**common, "value_type": int, "label": "points", "formula": points_formula})
    )
    made.add_variable(
        type("amount", (Variable,), {**common, "value_type": float, "label": "amount", "formula": amount_formula})
    )
    return made


def documented(scheme: Thirty):
    def points(person, period, parameters):
        at = parameters(period).points
        return sum(getattr(at, question)[person(question, period)] for question in scheme.questions)

    def amount(person, period, parameters):
        return parameters(period).table.calc(person("points", period))

    return points, amount


def arrays(scheme: Thirty):
    points_of = np.array(scheme.points, dtype=np.int32)
    amounts = np.array(scheme.pence_by_points(), dtype=np.float64) / 100

    def points(person, period, parameters):
        total = np.zeros(person.count, dtype=np.int32)
        for question, row in zip(scheme.questions, points_of):
            total += row.take(person(question, period), mode="clip")
        return total

    def amount(person, period, parameters):
        return amounts.take(person("points", period))

    return points, amount


def prepare(scheme: Thirty, form: str, codes: np.ndarray):
    """A function that makes a fresh simulation, holding the answers, for each repetition (not timed)."""
    made = system(scheme, form)

    def fresh():
        simulation = SimulationBuilder().build_default_simulation(made, count=codes.shape[1])
        for question, column in zip(scheme.questions, codes):
            simulation.set_input(question, PERIOD, column)
        return simulation

    return fresh


def calculate(simulation):
    return simulation.calculate("points", PERIOD), simulation.calculate("amount", PERIOD)
