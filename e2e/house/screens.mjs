// Every screen there is, with who looks at it.

/** Returns the screens: a name, who looks (nobody when absent), and the address. */
export function screens({ id, municipalities }) {
  const region = `/regio/${id}`;
  const berkelo = municipalities.get("Berkelo");
  return [
    { name: "sign-in", address: "/inloggen" },
    { name: "accessibility", address: "/toegankelijkheid" },
    { name: "privacy", address: "/privacy" },
    { name: "home", account: "berkelo", address: "/" },
    { name: "board", account: "coordinator", address: region },
    { name: "grid", account: "coordinator", address: `${region}/checklist` },
    { name: "grid-narrowed", account: "berkelo", address: `${region}/checklist?check=4&gemeente=${berkelo}` },
    ...[1, 2, 3, 4, 5].map((check) => ({
      name: `check-${check}`, account: "berkelo-teamleider", address: `${region}/checklist/${berkelo}/${check}`,
    })),
    { name: "check-reading", account: "coordinator", address: `${region}/checklist/${berkelo}/4` },
    { name: "question", account: "waterdam", address: `${region}/vraag/4.4` },
    { name: "question-in-parts", account: "berkelo", address: `${region}/vraag/3.2` },
    { name: "history", account: "coordinator", address: `${region}/geschiedenis` },
    { name: "library", account: "berkelo", address: "/kennisbank" },
    { name: "not-found", account: "berkelo", address: "/bestaat-niet", status: 404 },
  ];
}
