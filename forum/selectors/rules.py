"""The forum's rule of voting on a day."""

from datetime import date

from forum.models import Forum, VotingRule


def voting_rule(forum: Forum, day: date) -> VotingRule:
    """What the forum has adopted; where it has adopted nothing, the defaults of the model, unsaved."""
    return VotingRule.objects.filter(forum=forum).on(day).first() or VotingRule(forum=forum, valid_from=day)
