using System.Text.Json.Serialization;

namespace Heed.Models.Checkpoints;

/// <summary>How a model's card is read and written, worked out when Heed is compiled: by reflection it takes a tenth of a second.</summary>
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class CardJson : JsonSerializerContext;
