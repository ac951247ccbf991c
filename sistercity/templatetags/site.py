"""What the templates of the staff desk print with besides Django's own; built in there."""

from django import template

from sistercity import printing

register = template.Library()
register.filter(printing.number)
