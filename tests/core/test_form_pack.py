"""The form templates: Designsystemet's markup, each field's own error tied to it, optional fields marked."""

import re

import pytest
from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template
from lxml import html

from dekom.core.fields import KronerField


class EveryField(forms.Form):
    title = forms.CharField(help_text="Short and clear.")
    text = forms.CharField(widget=forms.Textarea, required=False)
    amount = KronerField()
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    network = forms.ChoiceField(choices=[("1", "Fosen"), ("2", "Gauldal")])
    groups = forms.MultipleChoiceField(choices=[("a", "School"), ("b", "PPT")], widget=forms.CheckboxSelectMultiple)
    scale = forms.ChoiceField(choices=[("1", "Met"), ("2", "Not met")], widget=forms.RadioSelect, required=False)
    hold = forms.BooleanField(required=False)
    attachment = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data:
            raise forms.ValidationError("The sum is wrong.")


def drawn(form, helper: FormHelper | None = None):
    return html.fromstring(f"<div>{render_crispy_form(form, helper or FormHelper())}</div>")


def within(page, css_class: str, tag: str = "descendant-or-self::*"):
    """The elements of ``tag`` that are, or stand inside, something with the class."""
    return page.xpath(f".//*[contains(concat(' ', @class, ' '), ' {css_class} ')]/{tag}")


def test_every_field_has_a_label():
    page = drawn(EveryField())

    named = {label.get("for") for label in page.iter("label")}
    fields = [field.get("id") for field in page.xpath(".//input[@type!='hidden'] | .//select | .//textarea")]
    assert [field for field in fields if field not in named] == []


def test_only_optional_fields_are_marked():
    page = drawn(EveryField())

    marked = [mark.getparent().text.strip() for mark in within(page, "dk-optional", "self::*")]
    assert marked == ["Text", "Scale", "Attachment"]


def test_each_error_stands_at_its_field_and_is_named_by_it():
    page = drawn(EveryField({"amount": "1,5", "day": "x", "network": "1"}))

    title = page.get_element_by_id("id_title")
    assert title.get("aria-invalid") == "true"
    assert title.get("aria-describedby").split() == ["id_title_helptext", "id_title_error"]
    assert [page.get_element_by_id(name).get("id") for name in title.get("aria-describedby").split()]


def test_the_summary_links_to_every_field_with_an_error():
    form = EveryField({"amount": "1,5", "day": "x", "network": "1"})
    page = drawn(form)

    links = [link.get("href")[1:] for link in within(page, "ds-error-summary", "descendant::a")]
    assert len(links) == len(form.errors) - 1  # the form's own error has no field to link to
    assert [page.get_element_by_id(link).get("id") for link in links] == links


def test_an_empty_choice_asks_for_one():
    class Choosing(forms.Form):
        county = forms.ChoiceField(choices=BLANK_CHOICE_DASH)

    [option] = drawn(Choosing()).iter("option")

    assert option.text == "Velg …"


def test_an_amount_says_its_unit():
    box = drawn(EveryField()).get_element_by_id("div_id_amount")

    assert within(box, "ds-field-affix")[0].text == "kr"
    assert box.find(".//input").get("inputmode") == "numeric"


def test_no_two_ids_are_the_same():
    ids = drawn(EveryField({"amount": "1,5"})).xpath("//@id")

    assert len(ids) == len(set(ids))


def test_a_layout_is_followed():
    helper = FormHelper()
    helper.form_class = "dk-form"
    helper.layout = Layout(
        Row("amount", "day"),
        InlineRadios("scale"),
        Fieldset("More", Div(HTML("<p>Words</p>"), "hold")),
        ButtonHolder(Submit("save", "Save")),
    )

    page = drawn(EveryField(), helper)

    assert len(within(page, "dk-form-rows", "div[starts-with(@id, 'div_')]")) == 2
    assert page.findall(".//legend")[-1].text == "More"
    assert within(page, "dk-actions", "button")[0].text == "Save"


@pytest.mark.parametrize("template", [None, "designsystemet/table_inline_formset.html"])
def test_rows_are_drawn_with_their_errors(template):
    class Cost(forms.Form):
        label = forms.CharField()
        amount = KronerField()

    rows = forms.formset_factory(Cost, extra=2, can_delete=True)
    formset = rows({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-label": "Travel", "form-0-amount": "x"})
    helper = FormHelper()
    if template:
        helper.template = template

    page = drawn(formset, helper)

    assert len(page.xpath(".//*[@id='id_form-0-amount_error']")) == 1
    assert len(page.xpath(".//input[@name='form-1-label']")) == 1
    assert len(page.xpath(".//input[@name='form-TOTAL_FORMS']")) == 1


def test_the_filter_draws_the_same_fields():
    page = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": EveryField()}))

    assert re.findall(r'name="(\w+)"', page)[:3] == ["title", "text", "amount"]
