"""By what reports are held to be true: overrides, quality of forecasts, and the words of texts."""

from pmokit.model import scalars as s
from pmokit.model.record import Record


class OverrideLimits(Record):
    """Who may approve a reported status that differs from the calculated one, and for how long."""

    approvers: tuple[s.RoleRef, ...] = ()
    """The roles whose holders may approve an override; none if anybody may."""
    days: s.Count
    """For how many days after the report is submitted an override may apply."""
    reports: s.Count
    """How many consecutive reports may have an override."""


class ForecastQuality(Record):
    """By what it is measured how good forecasts and colours have proved, and from when it is a finding."""

    reports: s.Count
    """Over how many of the last reports the movement of forecasts is measured."""
    horizon_days: s.Count
    """How many days before a milestone was reached its forecast is compared, and how far ahead a green
    report is responsible for its forecasts."""
    least: s.Positive
    """Of how many cases a mean or a share is formed at least."""
    miss_days: s.Count
    """By more than how many days after its forecast a milestone counts as missed."""
    bias_days: s.Number
    """From which mean on forecasts are too optimistic, in days."""
    movement_days: s.Number
    """From which mean movement in a period on forecasts are unstable, in days."""
    missed_percent: s.Percent
    """From which share of green reports followed by a missed milestone on green cannot be relied on."""


class Vocabulary(Record):
    """The words by which rules recognise what the text of a report says of a milestone or of the status.

    In the language of the reports; one that ends with `*` is the beginning of others.
    """

    moved: tuple[s.Line, ...] = ()
    """Words that speak of a movement."""
    dates: tuple[s.Line, ...] = ()
    """Words of a date, which say as much as a figure."""
    unmoved: tuple[s.Line, ...] = ()
    """Words that say that nothing has moved."""
    reached: tuple[s.Line, ...] = ()
    """Words that say that a milestone was reached."""
    since: tuple[s.Line, ...] = ()
    """Words that say so for certain right after its name, whatever follows."""
    unfinished: tuple[s.Line, ...] = ()
    """Words that say that it is planned, under way or partly done."""
    open: tuple[s.Line, ...] = ()
    """Words that say that it was not reached."""
    trouble: tuple[s.Line, ...] = ()
    """Words that speak of trouble."""
    denial: tuple[s.Line, ...] = ()
    """Words that, shortly before, say that there is none."""
    relief: tuple[s.Line, ...] = ()
    """Words that say that there is none any longer."""
    hollow: tuple[s.Line, ...] = ()
    """Words of texts that say nothing: a summary of these words alone has no content."""
    placeholder: tuple[s.Line, ...] = ()
    """With what a text begins that somebody is still to write."""
    cost: tuple[s.Line, ...] = ()
    """Words that speak of cost."""
    live: tuple[s.Line, ...] = ()
    """Words in the title of a milestone at which a system or a site is changed."""
    exception: tuple[s.Line, ...] = ()
    """Words by which a decision makes an exception from a freeze."""
    refusal: tuple[s.Line, ...] = ()
    """Words of minutes for what was not approved."""
    deferral: tuple[s.Line, ...] = ()
    """The same for what is to be decided later."""
    condition: tuple[s.Line, ...] = ()
    """The same for what was approved only if something is done."""
    approval: tuple[s.Line, ...] = ()
    """The same for what was approved; a sentence that has such a word refuses nothing."""
    numbers: tuple[s.Line, ...] = ()
    """Numbers in words: a text in which only figures differ is no mere copy."""
