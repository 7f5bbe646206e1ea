"""The minutes as they were sent, each version with what was said against it."""

from django.contrib import admin

from forum.admin.meetings import ReadAdmin, ReadOnlyInline
from forum.models import Minutes, Remark
from networks.admin.filters import CountyFilter


class RemarkInline(ReadOnlyInline):
    model = Remark
    fields = ["person", "item", "text", "made_at", "answer", "answer_text"]


@admin.register(Minutes)
class MinutesAdmin(ReadAdmin):
    """The file itself is opened from the row's page («view on site»); it is made once, and never again."""

    county_path = "meeting__forum__county"
    list_display = ["meeting", "version", "sent_at", "due_at", "approved_at", "sent_by"]
    list_filter = [("meeting__forum__county", CountyFilter), ("approved_at", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting", "sent_by"]
    date_hierarchy = "sent_at"
    ordering = ["-sent_at"]
    search_fields = ["meeting__title", "changes"]
    fields = ["meeting", "version", "changes", "sent_at", "due_at", "approved_at", "sent_by", "sha256"]
    inlines = [RemarkInline]
