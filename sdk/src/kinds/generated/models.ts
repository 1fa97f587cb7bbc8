// Made from the catalogue by scripts/generate.ts; changes here are lost.
import type { ObjectModel } from '../field.ts'

/** Every kind of object, by its path in the API. */
export const objectModels = {
  "bootenvs": {
    "prefix": "bootenvs",
    "singular": "bootenv",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "OS": {
        "type": {
          "kind": "object",
          "fields": {
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Family": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Codename": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Version": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "IsoFile": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "IsoSha256": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "IsoUrl": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "SupportedArchitectures": {
              "type": {
                "kind": "object-map",
                "fields": {
                  "IsoFile": {
                    "type": {
                      "kind": "text"
                    },
                    "doc": "",
                    "default": ""
                  },
                  "Sha256": {
                    "type": {
                      "kind": "text"
                    },
                    "doc": "",
                    "default": ""
                  },
                  "IsoUrl": {
                    "type": {
                      "kind": "text"
                    },
                    "doc": "",
                    "default": ""
                  },
                  "Kernel": {
                    "type": {
                      "kind": "text"
                    },
                    "doc": "",
                    "default": ""
                  },
                  "Initrds": {
                    "type": {
                      "kind": "texts"
                    },
                    "doc": "",
                    "default": []
                  },
                  "BootParams": {
                    "type": {
                      "kind": "text"
                    },
                    "doc": "",
                    "default": ""
                  },
                  "Loader": {
                    "type": {
                      "kind": "text"
                    },
                    "doc": "",
                    "default": ""
                  }
                }
              },
              "doc": ""
            }
          }
        },
        "doc": ""
      },
      "Templates": {
        "type": {
          "kind": "objects",
          "fields": {
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "Name within its owner, required.",
              "required": true
            },
            "Path": {
              "type": {
                "kind": "text"
              },
              "doc": "Template of the path it is served at; empty in a task means an executable script.",
              "default": ""
            },
            "ID": {
              "type": {
                "kind": "text"
              },
              "doc": "Template object that gives the contents; used when `Contents` is empty.",
              "default": ""
            },
            "Contents": {
              "type": {
                "kind": "text"
              },
              "doc": "Inline contents.",
              "default": ""
            },
            "Meta": {
              "type": {
                "kind": "text-map"
              },
              "doc": "`OS`: comma list of operating systems it is for; `Interpreter`: program that runs the script.",
              "default": {}
            },
            "Link": {
              "type": {
                "kind": "text"
              },
              "doc": "Serve this existing file instead of rendering anything.",
              "default": ""
            }
          }
        },
        "doc": "Files rendered for each machine in the bootenv; each needs a `Path`."
      },
      "Kernel": {
        "type": {
          "kind": "text"
        },
        "doc": "Kernel, a path below the operating system's file tree; empty means no network boot.",
        "default": ""
      },
      "Initrds": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "BootParams": {
        "type": {
          "kind": "text"
        },
        "doc": "Template of the kernel command line.",
        "default": ""
      },
      "RequiredParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "OptionalParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "OnlyUnknown": {
        "type": {
          "kind": "flag"
        },
        "doc": "Only for machines the server does not know.",
        "default": false
      },
      "Loaders": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Boot loader by architecture key, such as `amd64-uefi`.",
        "default": {}
      }
    }
  },
  "catalog_items": {
    "prefix": "catalog_items",
    "singular": "catalog_item",
    "key": "Id",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Id": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Type": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "ActualVersion": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Version": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "ContentType": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Source": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Shasum256": {
        "type": {
          "kind": "text-map"
        },
        "doc": "SHA-256 digests by architecture.",
        "default": {}
      },
      "NOJQSource": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Tip": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      },
      "HotFix": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      }
    }
  },
  "contexts": {
    "prefix": "contexts",
    "singular": "context",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Image": {
        "type": {
          "kind": "text"
        },
        "doc": "Image the engine starts.",
        "default": ""
      },
      "Engine": {
        "type": {
          "kind": "text"
        },
        "doc": "What runs it, such as `docker-context`.",
        "default": ""
      }
    }
  },
  "endpoints": {
    "prefix": "endpoints",
    "singular": "endpoint",
    "key": "Id",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Id": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Params": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      },
      "ConnectionStatus": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "VersionSet": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "VersionSets": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "Apply": {
        "type": {
          "kind": "flag"
        },
        "doc": "Bring the endpoint to its version sets by itself.",
        "default": false
      },
      "HaId": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Arch": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Os": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "DRPVersion": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "DRPUXVersion": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Components": {
        "type": {
          "kind": "objects",
          "fields": {
            "Type": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Version": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "ActualVersion": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "Plugins": {
        "type": {
          "kind": "json"
        },
        "doc": "",
        "default": []
      },
      "Prefs": {
        "type": {
          "kind": "text-map"
        },
        "doc": "",
        "default": {}
      },
      "Global": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      },
      "Actions": {
        "type": {
          "kind": "json"
        },
        "doc": "What must be done to bring it to its version sets.",
        "default": []
      }
    }
  },
  "jobs": {
    "prefix": "jobs",
    "singular": "job",
    "key": "Uuid",
    "keyForm": "text",
    "immutable": [
      "Machine",
      "Previous"
    ],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle",
      "Current",
      "CurrentIndex",
      "NextIndex",
      "StartTime",
      "EndTime"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Uuid": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Previous": {
        "type": {
          "kind": "text"
        },
        "doc": "Job before this one on the machine; all zero for the first.",
        "default": "00000000-0000-0000-0000-000000000000"
      },
      "Machine": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Task": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Stage": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "BootEnv": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Workflow": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "State": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "created"
      },
      "ExitState": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "StartTime": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "0001-01-01T00:00:00Z"
      },
      "EndTime": {
        "type": {
          "kind": "text"
        },
        "doc": "Set when the job becomes finished or failed.",
        "default": "0001-01-01T00:00:00Z"
      },
      "Archived": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      },
      "Current": {
        "type": {
          "kind": "flag"
        },
        "doc": "Newest job of its machine.",
        "default": false
      },
      "CurrentIndex": {
        "type": {
          "kind": "integer"
        },
        "doc": "Position in the machine's `Tasks`.",
        "default": 0
      },
      "NextIndex": {
        "type": {
          "kind": "integer"
        },
        "doc": "",
        "default": 0
      },
      "Context": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      }
    }
  },
  "leases": {
    "prefix": "leases",
    "singular": "lease",
    "key": "Addr",
    "keyForm": "hex-address",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Addr": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "NextServer": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Via": {
        "type": {
          "kind": "text"
        },
        "doc": "Relay the request came through; empty for a directly attached network.",
        "default": ""
      },
      "Token": {
        "type": {
          "kind": "text"
        },
        "doc": "Client, by the subnet's strategy: its MAC address.",
        "default": ""
      },
      "Duration": {
        "type": {
          "kind": "integer"
        },
        "doc": "Seconds.",
        "default": 0
      },
      "ExpireTime": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "0001-01-01T00:00:00Z"
      },
      "Strategy": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "MAC"
      },
      "State": {
        "type": {
          "kind": "text"
        },
        "doc": "`PROBE`, `Offer`, `OFFER` (from a reservation), `ACK`, `EXPIRED`, `INVALID`.",
        "default": ""
      },
      "Options": {
        "type": {
          "kind": "objects",
          "fields": {
            "Code": {
              "type": {
                "kind": "integer"
              },
              "doc": "",
              "required": true
            },
            "Value": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "SkipBoot": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      }
    }
  },
  "machines": {
    "prefix": "machines",
    "singular": "machine",
    "key": "Uuid",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle",
      "CurrentJob",
      "WorkflowComplete"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Uuid": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "CurrentJob": {
        "type": {
          "kind": "text"
        },
        "doc": "Newest job of the machine; owned by the server.",
        "default": ""
      },
      "Address": {
        "type": {
          "kind": "text"
        },
        "doc": "Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one.",
        "default": ""
      },
      "Stage": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "BootEnv": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Profiles": {
        "type": {
          "kind": "texts"
        },
        "doc": "Profiles in order of precedence, without duplicates.",
        "default": []
      },
      "Params": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      },
      "Tasks": {
        "type": {
          "kind": "texts"
        },
        "doc": "Names of tasks and the entries `stage:x`, `bootenv:y`.",
        "default": []
      },
      "CurrentTask": {
        "type": {
          "kind": "integer"
        },
        "doc": "Index into `Tasks`: -1 before the first, `Tasks.length` when all are done. Clients may only write -1.",
        "default": -1
      },
      "Runnable": {
        "type": {
          "kind": "flag"
        },
        "doc": "Whether the machine's agent may take jobs.",
        "default": true
      },
      "OS": {
        "type": {
          "kind": "text"
        },
        "doc": "Operating system, set when the machine enters a `*-install` bootenv.",
        "default": ""
      },
      "HardwareAddrs": {
        "type": {
          "kind": "texts"
        },
        "doc": "MAC addresses, lower case with colons; they tie DHCP requests to the machine.",
        "default": []
      },
      "Workflow": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Arch": {
        "type": {
          "kind": "text"
        },
        "doc": "`amd64` by default.",
        "default": "amd64"
      },
      "Locked": {
        "type": {
          "kind": "flag"
        },
        "doc": "Refuses edits and deletion except unlocking.",
        "default": false
      },
      "Context": {
        "type": {
          "kind": "text"
        },
        "doc": "Empty: tasks run on the machine; otherwise the name of a context.",
        "default": ""
      },
      "Pool": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "default"
      },
      "PoolAllocated": {
        "type": {
          "kind": "flag"
        },
        "doc": "Whether somebody holds a claim on the machine.",
        "default": false
      },
      "PoolStatus": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "Free"
      },
      "WorkflowComplete": {
        "type": {
          "kind": "flag"
        },
        "doc": "True when every entry of `Tasks` is done; owned by the server.",
        "default": false
      },
      "WorkOrderMode": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      },
      "Fingerprint": {
        "type": {
          "kind": "object",
          "fields": {
            "SSNHash": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "CSNHash": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "CloudInstanceID": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "SystemUUID": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "MemoryIds": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": "Marks by which the machine is known again when its network cards were changed."
      },
      "RetryTaskAttempt": {
        "type": {
          "kind": "integer"
        },
        "doc": "How often the current task was tried again after it failed.",
        "default": 0
      },
      "TaskErrorStacks": {
        "type": {
          "kind": "objects",
          "fields": {
            "CurrentTask": {
              "type": {
                "kind": "integer"
              },
              "doc": "",
              "default": 0
            },
            "TaskList": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": "Task lists to come back to when the tasks that handle a failure are done."
      }
    }
  },
  "params": {
    "prefix": "params",
    "singular": "param",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Secure": {
        "type": {
          "kind": "flag"
        },
        "doc": "Values are sealed to the object that holds them.",
        "default": false
      },
      "Schema": {
        "type": {
          "kind": "json"
        },
        "doc": "JSON Schema of the value; null accepts anything.",
        "default": null
      }
    }
  },
  "plugin_providers": {
    "prefix": "plugin_providers",
    "singular": "plugin_provider",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Version": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "PluginVersion": {
        "type": {
          "kind": "integer"
        },
        "doc": "Version of the protocol; 2.",
        "default": 0
      },
      "HasPublish": {
        "type": {
          "kind": "flag"
        },
        "doc": "Whether it wants to be told of events.",
        "default": false
      },
      "AvailableActions": {
        "type": {
          "kind": "objects",
          "fields": {
            "Provider": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Model": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Command": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "RequiredParams": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "OptionalParams": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": ""
      },
      "RequiredParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "OptionalParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "AutoStart": {
        "type": {
          "kind": "flag"
        },
        "doc": "Make a plugin of the provider's name when the provider comes.",
        "default": false
      },
      "Content": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack of the provider, YAML.",
        "default": ""
      }
    }
  },
  "plugins": {
    "prefix": "plugins",
    "singular": "plugin",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle",
      "PluginErrors"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Provider": {
        "type": {
          "kind": "text"
        },
        "doc": "Name of the plugin provider.",
        "default": ""
      },
      "Params": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      },
      "PluginErrors": {
        "type": {
          "kind": "texts"
        },
        "doc": "What went wrong while it was configured or run; owned by the server.",
        "default": []
      }
    }
  },
  "pools": {
    "prefix": "pools",
    "singular": "pool",
    "key": "Id",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Id": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "ParentPool": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "EnterActions": {
        "type": {
          "kind": "object",
          "fields": {
            "Workflow": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "AddProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "AddParameters": {
              "type": {
                "kind": "json-map"
              },
              "doc": "",
              "default": {}
            },
            "RemoveProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "RemoveParameters": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": ""
      },
      "ExitActions": {
        "type": {
          "kind": "object",
          "fields": {
            "Workflow": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "AddProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "AddParameters": {
              "type": {
                "kind": "json-map"
              },
              "doc": "",
              "default": {}
            },
            "RemoveProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "RemoveParameters": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": ""
      },
      "AllocateActions": {
        "type": {
          "kind": "object",
          "fields": {
            "Workflow": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "AddProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "AddParameters": {
              "type": {
                "kind": "json-map"
              },
              "doc": "",
              "default": {}
            },
            "RemoveProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "RemoveParameters": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": ""
      },
      "ReleaseActions": {
        "type": {
          "kind": "object",
          "fields": {
            "Workflow": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "AddProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "AddParameters": {
              "type": {
                "kind": "json-map"
              },
              "doc": "",
              "default": {}
            },
            "RemoveProfiles": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            },
            "RemoveParameters": {
              "type": {
                "kind": "texts"
              },
              "doc": "",
              "default": []
            }
          }
        },
        "doc": ""
      },
      "AutoFill": {
        "type": {
          "kind": "object",
          "fields": {
            "UseAutoFill": {
              "type": {
                "kind": "flag"
              },
              "doc": "",
              "default": false
            },
            "MinFree": {
              "type": {
                "kind": "integer"
              },
              "doc": "",
              "default": 0
            },
            "MaxFree": {
              "type": {
                "kind": "integer"
              },
              "doc": "",
              "default": 0
            },
            "CreateParameters": {
              "type": {
                "kind": "json-map"
              },
              "doc": "",
              "default": {}
            },
            "AcquirePool": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "ReturnPool": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            }
          }
        },
        "doc": "How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4)."
      }
    }
  },
  "profiles": {
    "prefix": "profiles",
    "singular": "profile",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Params": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      },
      "Profiles": {
        "type": {
          "kind": "texts"
        },
        "doc": "Nested profiles, looked up depth first.",
        "default": []
      }
    }
  },
  "reservations": {
    "prefix": "reservations",
    "singular": "reservation",
    "key": "Addr",
    "keyForm": "hex-address",
    "immutable": [
      "Token",
      "Strategy",
      "Scoped"
    ],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle",
      "Subnet"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Addr": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Token": {
        "type": {
          "kind": "text"
        },
        "doc": "Client, by the strategy: its MAC address. Immutable.",
        "required": true
      },
      "Strategy": {
        "type": {
          "kind": "text"
        },
        "doc": "Immutable.",
        "default": "MAC"
      },
      "Subnet": {
        "type": {
          "kind": "text"
        },
        "doc": "Name of the covering subnet; set by the server when `Scoped`.",
        "default": ""
      },
      "NextServer": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Options": {
        "type": {
          "kind": "objects",
          "fields": {
            "Code": {
              "type": {
                "kind": "integer"
              },
              "doc": "",
              "required": true
            },
            "Value": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "Scoped": {
        "type": {
          "kind": "flag"
        },
        "doc": "Valid only in the subnet that covers the address. Immutable.",
        "default": false
      },
      "Duration": {
        "type": {
          "kind": "integer"
        },
        "doc": "Seconds; 0 means the subnet's `ReservedLeaseTime`, or 7200.",
        "default": 0
      }
    }
  },
  "roles": {
    "prefix": "roles",
    "singular": "role",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Claims": {
        "type": {
          "kind": "objects",
          "fields": {
            "scope": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            },
            "action": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            },
            "specific": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            }
          }
        },
        "doc": ""
      }
    }
  },
  "rollouts": {
    "prefix": "rollouts",
    "singular": "rollout",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle",
      "State",
      "Reason",
      "Wave",
      "WaveBegun",
      "WaveEndTime",
      "Total",
      "Waiting",
      "Running",
      "Done",
      "Failed",
      "Forgiven",
      "Skipped",
      "Approved",
      "StartTime",
      "EndTime",
      "NextTime"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Workflow": {
        "type": {
          "kind": "text"
        },
        "doc": "Workflow that the machines run; empty: each runs its own anew, from the start.",
        "default": ""
      },
      "Pool": {
        "type": {
          "kind": "text"
        },
        "doc": "Pool whose machines it goes over; empty for those of every pool.",
        "default": ""
      },
      "Filter": {
        "type": {
          "kind": "texts"
        },
        "doc": "Filters of machines, as in lists: `Arch=amd64`, `location/rack=Eq(7)`. All have to fit; none fits every machine.",
        "default": []
      },
      "Claimed": {
        "type": {
          "kind": "text"
        },
        "doc": "What is done with claimed machines: `skip` them, go over those whose owner `allowed` it (param `rollout/allowed`), or over `all`.",
        "default": "allowed"
      },
      "RedeployClaimed": {
        "type": {
          "kind": "flag"
        },
        "doc": "Claimed machines run their own workflow anew, in place, instead of `Workflow`.",
        "default": false
      },
      "Canary": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines of the first wave; 0 for a first wave like the others.",
        "default": 0
      },
      "AskAfterCanary": {
        "type": {
          "kind": "flag"
        },
        "doc": "Pauses when the first wave has ended well, until somebody resumes it.",
        "default": false
      },
      "WaveSize": {
        "type": {
          "kind": "text"
        },
        "doc": "Machines of a wave: a number, or a share of all such as `10%`.",
        "default": "10%"
      },
      "WavePause": {
        "type": {
          "kind": "text"
        },
        "doc": "Time between the end of a wave and the next one: `30s`, `10m`, `1h30m`, `2d`.",
        "default": "0s"
      },
      "MaxFailures": {
        "type": {
          "kind": "text"
        },
        "doc": "Machines that may fail before it stops: a number, or a share of all such as `5%`.",
        "default": "0"
      },
      "Timeout": {
        "type": {
          "kind": "text"
        },
        "doc": "Time a machine may take; one that takes longer has failed.",
        "default": "4h"
      },
      "Schedule": {
        "type": {
          "kind": "text"
        },
        "doc": "When it begins by itself, again and again: `every 7 days`, or a cron expression in UTC such as `0 2 * 6`.",
        "default": ""
      },
      "Window": {
        "type": {
          "kind": "text"
        },
        "doc": "Time after the begin of a pass in which machines may begin; empty for no end.",
        "default": ""
      },
      "State": {
        "type": {
          "kind": "text"
        },
        "doc": "How far it is.",
        "default": ""
      },
      "Reason": {
        "type": {
          "kind": "text"
        },
        "doc": "Why it is so, where that needs to be said.",
        "default": ""
      },
      "Wave": {
        "type": {
          "kind": "integer"
        },
        "doc": "Wave it is in, from 1 on; 0 before the first.",
        "default": 0
      },
      "WaveBegun": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines that have begun in this wave.",
        "default": 0
      },
      "WaveEndTime": {
        "type": {
          "kind": "text"
        },
        "doc": "When the last wave ended.",
        "default": "0001-01-01T00:00:00Z"
      },
      "Total": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines it goes over.",
        "default": 0
      },
      "Waiting": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines that have not begun.",
        "default": 0
      },
      "Running": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines under way.",
        "default": 0
      },
      "Done": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines that have ended well.",
        "default": 0
      },
      "Failed": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines that have failed.",
        "default": 0
      },
      "Forgiven": {
        "type": {
          "kind": "integer"
        },
        "doc": "Failures that were there when it was resumed, and do not count any more.",
        "default": 0
      },
      "Skipped": {
        "type": {
          "kind": "integer"
        },
        "doc": "Machines that were left out.",
        "default": 0
      },
      "Approved": {
        "type": {
          "kind": "flag"
        },
        "doc": "Whether somebody let it go on after the canaries.",
        "default": false
      },
      "StartTime": {
        "type": {
          "kind": "text"
        },
        "doc": "When the pass began; zero before.",
        "default": "0001-01-01T00:00:00Z"
      },
      "EndTime": {
        "type": {
          "kind": "text"
        },
        "doc": "When the pass ended; zero before.",
        "default": "0001-01-01T00:00:00Z"
      },
      "NextTime": {
        "type": {
          "kind": "text"
        },
        "doc": "When it begins next by itself.",
        "default": "0001-01-01T00:00:00Z"
      }
    }
  },
  "runs": {
    "prefix": "runs",
    "singular": "run",
    "key": "Uuid",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Uuid": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Kind": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "boot"
      },
      "Machine": {
        "type": {
          "kind": "text"
        },
        "doc": "Machine, empty until it has registered.",
        "default": ""
      },
      "HardwareAddr": {
        "type": {
          "kind": "text"
        },
        "doc": "MAC address it was first seen by, empty when the run began without a boot.",
        "default": ""
      },
      "StartTime": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": "0001-01-01T00:00:00Z"
      },
      "EndTime": {
        "type": {
          "kind": "text"
        },
        "doc": "Zero until the run has ended.",
        "default": "0001-01-01T00:00:00Z"
      },
      "Phases": {
        "type": {
          "kind": "objects",
          "fields": {
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            },
            "At": {
              "type": {
                "kind": "json"
              },
              "doc": "",
              "required": true
            },
            "Detail": {
              "type": {
                "kind": "text-map"
              },
              "doc": "",
              "default": {}
            }
          }
        },
        "doc": ""
      }
    }
  },
  "stages": {
    "prefix": "stages",
    "singular": "stage",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Templates": {
        "type": {
          "kind": "objects",
          "fields": {
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "Name within its owner, required.",
              "required": true
            },
            "Path": {
              "type": {
                "kind": "text"
              },
              "doc": "Template of the path it is served at; empty in a task means an executable script.",
              "default": ""
            },
            "ID": {
              "type": {
                "kind": "text"
              },
              "doc": "Template object that gives the contents; used when `Contents` is empty.",
              "default": ""
            },
            "Contents": {
              "type": {
                "kind": "text"
              },
              "doc": "Inline contents.",
              "default": ""
            },
            "Meta": {
              "type": {
                "kind": "text-map"
              },
              "doc": "`OS`: comma list of operating systems it is for; `Interpreter`: program that runs the script.",
              "default": {}
            },
            "Link": {
              "type": {
                "kind": "text"
              },
              "doc": "Serve this existing file instead of rendering anything.",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "RequiredParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "OptionalParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "BootEnv": {
        "type": {
          "kind": "text"
        },
        "doc": "Boot environment of the stage; empty keeps the current one.",
        "default": ""
      },
      "Tasks": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "Profiles": {
        "type": {
          "kind": "texts"
        },
        "doc": "Profiles whose params machines in the stage see.",
        "default": []
      },
      "Params": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      },
      "Reboot": {
        "type": {
          "kind": "flag"
        },
        "doc": "Reboot on entry when the machine has no workflow.",
        "default": false
      },
      "RunnerWait": {
        "type": {
          "kind": "flag"
        },
        "doc": "Obsolete; always true.",
        "default": true
      }
    }
  },
  "subnets": {
    "prefix": "subnets",
    "singular": "subnet",
    "key": "Name",
    "keyForm": "text",
    "immutable": [
      "Subnet",
      "Strategy"
    ],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Enabled": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      },
      "Proxy": {
        "type": {
          "kind": "flag"
        },
        "doc": "Only boot options, beside another DHCP server that gives addresses.",
        "default": false
      },
      "Unmanaged": {
        "type": {
          "kind": "flag"
        },
        "doc": "Give addresses but never boot options.",
        "default": false
      },
      "Subnet": {
        "type": {
          "kind": "text"
        },
        "doc": "CIDR, immutable, such as `192.168.124.0/24`.",
        "required": true
      },
      "NextServer": {
        "type": {
          "kind": "text"
        },
        "doc": "Server that machines load from; empty means this one.",
        "default": ""
      },
      "ActiveStart": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "ActiveEnd": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "ActiveLeaseTime": {
        "type": {
          "kind": "integer"
        },
        "doc": "Seconds, 60 at least.",
        "default": 60
      },
      "ReservedLeaseTime": {
        "type": {
          "kind": "integer"
        },
        "doc": "Seconds, 7200 at least.",
        "default": 7200
      },
      "OnlyReservations": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      },
      "Options": {
        "type": {
          "kind": "objects",
          "fields": {
            "Code": {
              "type": {
                "kind": "integer"
              },
              "doc": "",
              "required": true
            },
            "Value": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "Strategy": {
        "type": {
          "kind": "text"
        },
        "doc": "How a client is told apart; only `MAC`. Immutable.",
        "default": "MAC"
      },
      "Pickers": {
        "type": {
          "kind": "texts"
        },
        "doc": "Order in which ways to find an address are tried.",
        "default": []
      }
    }
  },
  "tasks": {
    "prefix": "tasks",
    "singular": "task",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Templates": {
        "type": {
          "kind": "objects",
          "fields": {
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "Name within its owner, required.",
              "required": true
            },
            "Path": {
              "type": {
                "kind": "text"
              },
              "doc": "Template of the path it is served at; empty in a task means an executable script.",
              "default": ""
            },
            "ID": {
              "type": {
                "kind": "text"
              },
              "doc": "Template object that gives the contents; used when `Contents` is empty.",
              "default": ""
            },
            "Contents": {
              "type": {
                "kind": "text"
              },
              "doc": "Inline contents.",
              "default": ""
            },
            "Meta": {
              "type": {
                "kind": "text-map"
              },
              "doc": "`OS`: comma list of operating systems it is for; `Interpreter`: program that runs the script.",
              "default": {}
            },
            "Link": {
              "type": {
                "kind": "text"
              },
              "doc": "Serve this existing file instead of rendering anything.",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "RequiredParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "OptionalParams": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      },
      "Prerequisites": {
        "type": {
          "kind": "texts"
        },
        "doc": "Tasks put before this one, recursively, once per stage.",
        "default": []
      },
      "ExtraRoles": {
        "type": {
          "kind": "texts"
        },
        "doc": "Roles whose claims the token of a job of this task has besides the machine's.",
        "default": []
      },
      "ExtraClaims": {
        "type": {
          "kind": "objects",
          "fields": {
            "scope": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            },
            "action": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            },
            "specific": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "required": true
            }
          }
        },
        "doc": "Claims the token of a job of this task has besides the machine's."
      }
    }
  },
  "templates": {
    "prefix": "templates",
    "singular": "template",
    "key": "ID",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "ID": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Contents": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      }
    }
  },
  "tenants": {
    "prefix": "tenants",
    "singular": "tenant",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Members": {
        "type": {
          "kind": "texts-map"
        },
        "doc": "Keys of the members by prefix. A prefix that is not listed is not constrained.",
        "default": {}
      },
      "Users": {
        "type": {
          "kind": "texts"
        },
        "doc": "Names of its users; a user is in one tenant at most.",
        "default": []
      }
    }
  },
  "users": {
    "prefix": "users",
    "singular": "user",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Roles": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      }
    }
  },
  "version_sets": {
    "prefix": "version_sets",
    "singular": "version_set",
    "key": "Id",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Id": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Apply": {
        "type": {
          "kind": "flag"
        },
        "doc": "",
        "default": false
      },
      "DRPVersion": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "DRPUXVersion": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Components": {
        "type": {
          "kind": "objects",
          "fields": {
            "Type": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Version": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Name": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "ActualVersion": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            }
          }
        },
        "doc": ""
      },
      "Plugins": {
        "type": {
          "kind": "json"
        },
        "doc": "",
        "default": []
      },
      "Prefs": {
        "type": {
          "kind": "text-map"
        },
        "doc": "",
        "default": {}
      },
      "Files": {
        "type": {
          "kind": "objects",
          "fields": {
            "Path": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Sha256Sum": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Source": {
              "type": {
                "kind": "text"
              },
              "doc": "",
              "default": ""
            },
            "Explode": {
              "type": {
                "kind": "flag"
              },
              "doc": "",
              "default": false
            }
          }
        },
        "doc": ""
      },
      "Global": {
        "type": {
          "kind": "json-map"
        },
        "doc": "",
        "default": {}
      }
    }
  },
  "workflows": {
    "prefix": "workflows",
    "singular": "workflow",
    "key": "Name",
    "keyForm": "text",
    "immutable": [],
    "computed": [
      "Validated",
      "Available",
      "Errors",
      "ReadOnly",
      "Endpoint",
      "Bundle"
    ],
    "fields": {
      "Description": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Meta": {
        "type": {
          "kind": "text-map"
        },
        "doc": "Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list).",
        "default": {}
      },
      "Validated": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is structurally impossible; such an object is never stored.",
        "default": false
      },
      "Available": {
        "type": {
          "kind": "flag"
        },
        "doc": "False when the object is stored but unusable, for example because it names something that does not exist.",
        "default": false
      },
      "Errors": {
        "type": {
          "kind": "texts"
        },
        "doc": "Why the object is not valid or not available.",
        "default": []
      },
      "ReadOnly": {
        "type": {
          "kind": "flag"
        },
        "doc": "True for objects from a read-only layer (content packs, built-in objects).",
        "default": false
      },
      "Endpoint": {
        "type": {
          "kind": "text"
        },
        "doc": "Endpoint id that owns the object; empty for this one.",
        "default": ""
      },
      "Bundle": {
        "type": {
          "kind": "text"
        },
        "doc": "Content pack the object came from; empty for the writable layer.",
        "default": ""
      },
      "Name": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "required": true
      },
      "Documentation": {
        "type": {
          "kind": "text"
        },
        "doc": "",
        "default": ""
      },
      "Stages": {
        "type": {
          "kind": "texts"
        },
        "doc": "",
        "default": []
      }
    }
  }
} as const satisfies Readonly<Record<string, ObjectModel>>
