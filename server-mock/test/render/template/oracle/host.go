package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"text/template"
)

// host is like the context of a rendering: fields, and methods with arguments and errors.
type host struct {
	Machine *machine
	Address string
	Count   int
	Meta    map[string]any
	List    []any
	Nothing any

	params map[string]any
	set    *template.Template
}

type machine struct {
	Name     string
	Runnable bool
	Profiles []string
	Params   map[string]any
}

func newHost(data any, set *template.Template) *host {
	values, _ := data.(map[string]any)
	return &host{
		Machine: &machine{
			Name:     "web.example.com",
			Runnable: true,
			Profiles: []string{"blue", "red"},
			Params:   values,
		},
		Address: "10.0.0.1",
		Count:   3,
		Meta:    map[string]any{"colour": "red", "deep": map[string]any{"a": "b"}},
		List:    []any{"x", 1.0, nil},
		params:  values,
		set:     set,
	}
}

func (h *host) Param(name string) (any, error) {
	value, ok := h.params[name]
	if !ok {
		return nil, errors.New("No such machine parameter " + name)
	}
	return value, nil
}

func (h *host) ParamExists(name string) bool {
	_, ok := h.params[name]
	return ok
}

func (h *host) Bits(mask string) int { return strings.Count(mask, "255.") * 8 }

func (h *host) Repeat(text string, count int) (string, error) {
	if count < 0 {
		return "", fmt.Errorf("%d is less than nothing", count)
	}
	return strings.Repeat(text, count), nil
}

func (h *host) Joined(words ...string) string { return strings.Join(words, "+") }

func (h *host) Kinds(values ...any) string { return fmt.Sprintf("%T", values) }

func (h *host) Labelled(label string, values ...any) string {
	return label + "=" + fmt.Sprint(values...)
}

func (h *host) CallTemplate(name string, data any) (string, error) {
	var out bytes.Buffer
	err := h.set.ExecuteTemplate(&out, name, data)
	return out.String(), err
}

func (m *machine) Path() string { return "machines/1" }

func (m *machine) HasProfile(name string) bool {
	for _, profile := range m.Profiles {
		if profile == name {
			return true
		}
	}
	return false
}

func (m *machine) MacAddr(form ...string) string {
	if len(form) > 0 && form[0] == "pxelinux" {
		return "01-52-54"
	}
	return "52:54"
}
