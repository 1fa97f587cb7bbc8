// A Terraform provider without a resource, in Go: what the start of ours is measured beside.
package main

import (
	"context"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

type empty struct{}

func (empty) Metadata(_ context.Context, _ provider.MetadataRequest, answer *provider.MetadataResponse) {
	answer.TypeName = "empty"
}

func (empty) Schema(_ context.Context, _ provider.SchemaRequest, answer *provider.SchemaResponse) {
	answer.Schema = schema.Schema{}
}

func (empty) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (empty) Resources(context.Context) []func() resource.Resource { return nil }

func (empty) DataSources(context.Context) []func() datasource.DataSource { return nil }

func main() {
	if len(os.Args) > 1 {
		// Started by hand, a plugin only complains; with an argument this one shows that it runs.
		return
	}
	options := providerserver.ServeOpts{Address: "registry.terraform.io/metalwright/empty"}
	err := providerserver.Serve(context.Background(), func() provider.Provider { return empty{} }, options)
	if err != nil {
		log.Fatal(err)
	}
}
