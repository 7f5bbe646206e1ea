"""The five parts of the school development plan, with what the frame asks and advises.

Source: framework for Dekom Trøndelag, appendix 3.
"""

from typing import Any

from django.utils.translation import gettext as _

from networks.models import SchoolPlan


def frame(plan: SchoolPlan | None) -> list[dict[str, Any]]:
    """Each part: its field, heading, questions, advice, and what is written."""
    parts = [
        (
            "situation",
            _("1. Situation and analysis"),
            [
                _("Where does the school stand?"),
                _("What do national tests, mapping tests, the pupil survey and exams show?"),
                _("What do teachers, pupils, parents and leaders tell of learning and teaching at the school?"),
                _("What does other knowledge show?"),
                _("How do teaching, learning environment and the pupils' learning hang together?"),
            ],
            _("Involve the teachers in the analysis above all: that is how the work becomes their own."),
        ),
        (
            "goals",
            _("2. Goals"),
            [_("What do you want to reach?")],
            _("Be concrete; describe what teachers or pupils will do."),
        ),
        (
            "measures",
            _("3. Measures"),
            [_("Which measures and activities do you plan, to reach the goals?")],
            _(
                "Name measures on several levels: pupil, teacher, school. See them together: schools that build on "
                "what they know and carry on earlier work succeed better than those that jump from one thing to "
                "another. You may need a plan of its own with milestones and who is responsible."
            ),
        ),
        (
            "organisation",
            _("4. Organisation and anchoring"),
            [
                _("Who does what?"),
                _("Where do you meet and learn?"),
                _("Who works with you, inside and outside the school?"),
                _("How is the work anchored?"),
            ],
            _("Anchoring is the ownership that all who are involved need. Involve the teachers in every phase."),
        ),
        (
            "assessment",
            _("5. Assessment"),
            [
                _("How will you assess whether the goals are reached, on the way and at the end?"),
                _("Which signs of learning or improvement will you look for?"),
            ],
            _(
                "Assess both the process and the effect, against the goals in part 2. Signs of learning can be seen in "
                "results, logs, film or interviews."
            ),
        ),
    ]
    return [
        {
            "name": name,
            "heading": heading,
            "questions": questions,
            "advice": advice,
            "text": getattr(plan, name) if plan else "",
        }
        for name, heading, questions, advice in parts
    ]
