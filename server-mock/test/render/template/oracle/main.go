// Renders template cases with Go's own text/template and sprig and records what they say.
//
// Every cases/NAME.txt becomes ../fixtures/NAME.json. See README.md for the format.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"
	"time"

	"github.com/Masterminds/sprig/v3"
)

type testCase struct {
	Template   string            `json:"template"`
	Templates  map[string]string `json:"templates,omitempty"`
	Data       json.RawMessage   `json:"data,omitempty"`
	MissingKey string            `json:"missingKey,omitempty"`
	// Host asks for host data, with methods and fields, made of the JSON data.
	Host   bool    `json:"host,omitempty"`
	Output *string `json:"output,omitempty"`
	Error  string  `json:"error,omitempty"`
	Phase  string  `json:"phase,omitempty"`
}

type fixture struct {
	Data  json.RawMessage `json:"data"`
	Cases []*testCase     `json:"cases"`
}

func (c *testCase) run(shared json.RawMessage) {
	fail := func(phase string, err error) { c.Phase, c.Error = phase, err.Error() }
	raw := c.Data
	if raw == nil {
		raw = shared
	}
	var data any
	if err := json.Unmarshal(raw, &data); err != nil {
		log.Fatalf("data of %q: %v", c.Template, err)
	}
	option := "missingkey=default"
	if c.MissingKey == "error" {
		option = "missingkey=error"
	}
	set := template.New("t").Funcs(sprig.GenericFuncMap()).Option(option)
	names := make([]string, 0, len(c.Templates))
	for name := range c.Templates {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if _, err := set.New(name).Parse(c.Templates[name]); err != nil {
			fail("parse", err)
			return
		}
	}
	if _, err := set.Parse(c.Template); err != nil {
		fail("parse", err)
		return
	}
	var out bytes.Buffer
	if c.Host {
		data = newHost(data, set)
	}
	if err := set.ExecuteTemplate(&out, "t", data); err != nil {
		fail("execute", err)
		return
	}
	text := out.String()
	c.Output = &text
}

func read(path string) fixture {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	blocks := strings.Split("\n"+strings.TrimSuffix(string(text), "\n"), "\n---")
	result := fixture{Data: json.RawMessage(strings.TrimSpace(blocks[0]))}
	if len(result.Data) == 0 {
		result.Data = json.RawMessage("null")
	}
	for _, block := range blocks[1:] {
		header, body, _ := strings.Cut(block, "\n")
		c := &testCase{}
		if header = strings.TrimSpace(header); header != "" {
			if err := json.Unmarshal([]byte(header), c); err != nil {
				log.Fatalf("%s: %s: %v", path, header, err)
			}
		}
		c.Template = body
		result.Cases = append(result.Cases, c)
	}
	return result
}

// writeNames records which functions sprig has.
func writeNames() {
	names := make([]string, 0, 256)
	for name := range sprig.GenericFuncMap() {
		names = append(names, name)
	}
	sort.Strings(names)
	text, err := json.MarshalIndent(names, "", " ")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("..", "sprig-names.json"), append(text, '\n'), 0o644); err != nil {
		log.Fatal(err)
	}
}

func main() {
	writeNames()
	// sprig's date functions use the local zone.
	time.Local = time.UTC
	paths, _ := filepath.Glob("cases/*.txt")
	for _, path := range paths {
		result := read(path)
		for _, c := range result.Cases {
			c.run(result.Data)
		}
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", " ")
		if err := encoder.Encode(result); err != nil {
			log.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".txt") + ".json"
		if err := os.WriteFile(filepath.Join("..", "fixtures", name), out.Bytes(), 0o644); err != nil {
			log.Fatal(err)
		}
		log.Printf("%s: %d cases", name, len(result.Cases))
	}
}
