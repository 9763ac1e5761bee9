"""The word tables of the augmented pairs: names, lists of answers, and events with the questions asked about them.

An event: `= kind`, then its questions. `? name type` opens a question: `x:list` is answered by one entry of a list,
`n:unit:least:most` by a count, `alt` by one of the alternatives spelt out below it. `key=slot` names a slot of which
another filling makes it another question; `act` says that its claims take for granted that the event happened. `+ `
wordings mean the same, `- ` deny the answer, `0 ` say that there was none, `a,b: ` hold where a or b does, `! ` before
a wording marks a headline, `~ ` denies the whole event. In braces: names, {x} the answer, {n} a count, {t} a day or
nothing.
"""

from __future__ import annotations

SLOTS: dict[str, str] = {
    "place": "Kosti, Lahore, Tamale, Recife, Mosul, Bansko, Cebu, Kisumu, Odesa, Arequipa, Tromso, Gori, Nagoya, Bergamo, "
    "Multan, Oaxaca, Perth, Bamako, Sylhet, Winnipeg, Aleppo, Kandy, Surabaya, Szeged, Malmo, Tucson, Beira, Durban, "
    "Izmir, Tabriz, Osh, Davao, Leeds, Nantes, Cork, Porto, Rosario, Cali, Quito, Suva, Hobart, Incheon, Harbin, Mandalay, "
    "Jaffna, Patna, Kano, Goma, Sfax, Varna, Lublin, Graz, Tampere, Aarhus, Cardiff, Bilbao, Halifax, Omaha, Merida",
    "country": "Sudan, Peru, Norway, Kenya, Nepal, Chile, Poland, Ghana, Vietnam, Jordan, Serbia, Bolivia, Malaysia, "
    "Portugal, Zambia, Iceland, Georgia, Uruguay, Senegal, Latvia, Morocco, Thailand, Greece, Ecuador, Uganda, Slovakia, "
    "Tunisia, Laos, Ireland, Paraguay, Estonia, Armenia, Rwanda, Panama, Denmark, Kazakhstan, Fiji, Malawi, Bhutan",
    "person": "Amina Diallo, Tomasz Wolski, Grace Mwangi, Ravi Menon, Elena Petrova, Carlos Ibarra, Mei Lin, John Harper, "
    "Fatima Zahra, Lars Nygaard, Aiko Tanaka, Kwame Boateng, Ingrid Sollie, Pedro Quispe, Layla Haddad, Nguyen Van Hai, "
    "Sofia Marino, Omar Farouk, Hana Novak, Daniel Okoro, Priya Raman, Luis Cabrera, Zarina Akhmetova, Piet de Vries, "
    "Miriam Levi, Joseph Banda, Claire Dubois, Ahmet Yilmaz, Sione Tupou, Ana Kovac, Farid Rahimi, Maria Teixeira, "
    "Kim Ji-woo, Bashir Sesay, Olga Stasiuk, Peter Lindqvist, Thandi Dube, Jorge Salas, Nadia Karimi, Sean Doyle",
    "org": "Norvik Steel, Harbour Bank, Lumen Energy, Tarak Foods, Pacific Rail, Delta Mining, Orion Air, Zenit Motors, "
    "Sahel Telecom, Brightwater, Andes Copper, Kestrel Pharma, Blue Nile Sugar, Alto Media, Mekong Textiles, Ostrava Glass, "
    "Savanna Tea, Polar Fisheries, Ganges Cement, Medina Shipping, Castello Wines, Redwood Software, Atlas Cement",
    "site": "textile factory, grain store, cinema, bus depot, city market, timber yard, primary school, paint warehouse, "
    "nursing home, railway station, chemical plant, shopping centre, power station, military barracks, bakery, town hall, "
    "oil terminal, paper mill, university library, cold store, seed bank, tyre works, old theatre, post office",
    "unit": "the 3rd Brigade, the 14th Battalion, the Border Guard, the Northern Front, the Red Lance militia, "
    "the Coastal Division, the 7th Regiment, the Highland Army, the Free Valley group, the presidential guard, "
    "the 21st Infantry, the River Corps, the National Legion, the Desert Hawks",
    "team": "Kano Pillars, Real Tacna, Tromso IL, Odesa Lions, Perth Rovers, Sylhet Stars, Cork City, Leeds Athletic, "
    "Busan Waves, Izmir Eagles, Recife United, Durban Kings, Graz Rangers, Cebu Sharks, Halifax Bears, Lublin Wanderers",
    "party": "the Green Alliance, the Liberal Union, the People's Front, the Farmers' Party, the National Bloc, "
    "the Labour Movement, the Reform Party, the Unity List, the Civic Platform, the Conservative Party",
    "ship": "the Aurora, the Stella Maris, the Golden Crest, the Nordkapp, the Santa Lucia, the Blue Heron, the Al Noor, "
    "the Ocean Grace, the Mandovi, the Victoria Star",
    "disease": "cholera, measles, dengue, typhoid, bird flu, meningitis, Lassa fever, polio, mumps, diphtheria",
    "village": "Talis, Orneva, Bakoumba, Sarkov, Hadra, Kuzmin, Almeda, Tolpa, Verkhne, Zarat, Milna, Dubrovo, Anzali, "
    "Koromo, Selim, Pashki, Ulanga, Rovna, Tesfa, Maribo",
    "river": "Sava, Tana, Indus, Volta, Loire, Kura, Ebro, Tisza, Mekong, Niger, Drina, Maule, Oder, Ganga, Limpopo",
}  # fmt: skip

LISTS: dict[str, str] = {
    "fire_cause": "an electrical fault / a short circuit; a gas leak / leaking gas; arson / deliberate fire-setting; "
    "a lightning strike / a bolt of lightning; a discarded cigarette / a cigarette end; fireworks; a kitchen accident; "
    "an overheated boiler",
    "crash_cause": "brake failure / failed brakes; thick fog / dense fog; "
    "a signalling error / a mistake in signalling; a drunk driver; a broken rail / a fractured rail; snow on the track; a lorry on the tracks",
    "weapon": "drones / unmanned aircraft; artillery / shellfire; cruise missiles; mortars / mortar fire; "
    "a car bomb / an explosive-laden car; ballistic missiles; warplanes / fighter jets; a suicide bomber",
    "why_out": "poor health / ill health; a corruption scandal; a row over pay; a drug test; a tax investigation",
    "flood_cause": "an overflowing canal; melting snow / snowmelt; a tropical cyclone; blocked drains / clogged drains; "
    "a spring tide",
    "outbreak_cause": "contaminated water / dirty well water; undercooked poultry; infected rats; imported shellfish; "
    "a laboratory leak; unpasteurised milk / raw milk",
    "protest_cause": "rising bread prices / dearer bread; a new fuel tax; the arrest of a journalist; "
    "a ban on street trading; plans for a dam; unpaid wages / wage arrears; a disputed court ruling",
    "ordinal": "first / 1st; second / 2nd; third / 3rd; fourth / 4th; fifth / 5th; sixth / 6th; seventh / 7th; eighth; ninth",
    "clock": "at 3 pm / at 15:00 / at three in the afternoon; at 7 am / at seven in the morning / at 07:00; "
    "at noon / at midday; at midnight / at 00:00; at 9.30 pm / at half past nine in the evening / at 21:30; "
    "at 5 am / at five in the morning; at 6 pm / at 18:00 / at six in the evening; at 10.15 am / at quarter past ten in the "
    "morning; at 4.45 am / at quarter to five in the morning / at 04:45",
    "date": "on 3 March / on March 3 / on the third of March; on 14 July / on July 14; on 2 November / on November 2; "
    "on 29 May / on May 29; on 17 September / on September 17; on 8 January / on January 8 / on the eighth of January; "
    "on 21 August / on August 21; on 11 October / on October 11; on 30 June / on the last day of June / on June 30; "
    "on 25 December / on Christmas Day / on December 25; on 1 January / on New Year's Day",
    "year": "in 1998; in 2003; in 2007; in 2011; in 2014; in 2016; in 2018; in 2019; in 2021; in 2022; in 1987; in 1975",
    "planet_thing": "water ice / frozen water; methane; iron oxide / rust; sulphur dioxide; organic molecules",
    "animal": "a leopard; a brown bear; an elephant; a crocodile; a wolf; a hippopotamus; a wild boar; a tiger",
    "charge": "bribery / taking bribes; espionage / spying; tax evasion / evading taxes; fraud / swindling investors; "
    "murder / an unlawful killing; drug smuggling / trafficking drugs; arson; kidnapping / abduction; perjury / lying under oath",
    "speaker": "the ministry; officials; the army; local media; residents; police; a spokesman; the regional governor; "
    "the mayor; aid workers; the company; the union; rescuers; the president's office; witnesses; "
    "the state news agency; the prosecutor; an opposition leader; a senior diplomat; a report",
}

EVENTS = """
= battle
~ there was no fighting for {village}
~ the reported battle for {village} never took place
? holder x:unit
+ {x} captured {village}{t}
+ {village} was captured by {x}{t}
+ {village} was taken{t} by {x}
+ {village} fell to {x}{t}
! {village} falls to {x}{t}
- {x} failed to capture {village}
- {x} never took {village}
- {village} did not fall to {x}
- the capture of {village} was not the work of {x}
- {x} had no success in trying to take {village}
? lost n:soldiers:2:400 key=unit act
+ {unit} lost {n} soldiers in the fighting at {village}
+ {n} soldiers of {unit} were killed at {village}
+ the fighting at {village} cost {unit} the lives of {n} soldiers
+ {n} soldiers from {unit} died in the fighting at {village}
0 not a single soldier of {unit} was killed at {village}
0 {unit} lost no soldiers in the fighting at {village}
0 no soldiers from {unit} died in the fighting at {village}
? hurt n:soldiers:2:600 key=unit act
+ {n} soldiers of {unit} were wounded at {village}
+ {unit} had {n} soldiers wounded in the fighting at {village}
+ the fighting at {village} left {n} soldiers of {unit} wounded
0 none of the soldiers of {unit} was wounded at {village}
0 {unit} had not one soldier wounded in the fighting at {village}
? tanks n:tanks:2:60 key=unit
+ {n} tanks of {unit} were destroyed near {village}
+ {unit} lost {n} tanks near {village}
+ near {village} {n} tanks belonging to {unit} were knocked out
0 no tanks of {unit} were destroyed near {village}
0 {unit} lost not one tank near {village}
? drones n:drones:2:90
+ {n} drones were shot down over {village}
+ air defences brought down {n} drones over {village}
+ over {village}, {n} drones were downed by air defences
0 not one drone was shot down over {village}
0 air defences brought down no drones over {village}
? bridge alt
standing: the bridge at {village} is intact
standing: the {village} bridge still stands
standing: the bridge at {village} has not been destroyed
standing: nothing has brought down the bridge at {village}
gone: the bridge at {village} has been destroyed
gone: the {village} bridge no longer stands
gone: the bridge at {village} lies in ruins
! gone: bridge at {village} destroyed
? civilians alt
all: every civilian has left {village}
all: all of the civilians have been evacuated from {village}
all: no civilians remain in {village}
all: not one civilian is left in {village}
part,none: not all the civilians have left {village}
part,none: some civilians are still in {village}
part,none: there are civilians who have not left {village}
none: none of the civilians has left {village}
none: not a single civilian has been evacuated from {village}
all,part: at least some of the civilians have left {village}
all,part: civilians have been evacuated from {village}
= strike
~ no attack on the {site} in {place} took place
~ nothing hit the {site} in {place}
~ the {site} in {place} was never attacked
? weapon x:weapon act
+ {x} hit the {site} in {place}{t}
+ the {site} in {place} was hit{t} by {x}
+ the attack{t} on the {site} in {place} was carried out with {x}
+ {x} struck the {site} in {place}{t}
! {place} {site} hit by {x}
- the attack on the {site} in {place} did not involve {x}
- {x} played no part in the attack on the {site} in {place}
- the {site} in {place} was not struck by {x}
? who x:unit act
+ {x} attacked the {site} in {place}{t}
+ the attack{t} on the {site} in {place} was the work of {x}
+ {x} carried out the attack on the {site} in {place}{t}
+ responsibility for the attack{t} on the {site} in {place} lies with {x}
+ it was {x} that attacked the {site} in {place}{t}
- {x} did not attack the {site} in {place}
- {x} had nothing to do with the attack on the {site} in {place}
- {x} played no part in the attack on the {site} in {place}
- the attack on the {site} in {place} was not carried out by {x}
- {x} never attacked the {site} in {place}
- {x} denies having attacked the {site} in {place}
? killed n:people:2:300 act
+ {n} people were killed in the attack{t} on the {site} in {place}
+ the attack{t} on the {site} in {place} killed {n} people
+ {n} people died when the {site} in {place} was attacked{t}
+ the strike{t} on the {site} in {place} claimed the lives of {n} people
! {n} people killed in strike on {place} {site}
0 nobody was killed in the attack on the {site} in {place}
0 the attack on the {site} in {place} killed no one
0 not a single person died when the {site} in {place} was attacked
0 the strike on the {site} in {place} claimed no lives
? injured n:people:2:700 act
+ {n} people were injured in the attack{t} on the {site} in {place}
+ the attack{t} on the {site} in {place} injured {n} people
+ the strike{t} on the {site} in {place} left {n} people with injuries
0 nobody was injured in the attack on the {site} in {place}
0 the strike on the {site} in {place} left no one injured
? nth x:ordinal act
+ it was the {x} attack on the {site} in {place} this year
+ the {site} in {place} has been attacked for the {x} time this year
+ the attack on the {site} in {place} is the {x} this year
- it was not the {x} attack on the {site} in {place} this year
- the attack on the {site} in {place} was not the {x} this year
? works alt
open: the {site} in {place} is still working
open: work goes on at the {site} in {place}
open: the {site} in {place} has not stopped working
open: the {site} in {place} is in operation
shut: the {site} in {place} is no longer working
shut: the {site} in {place} has ceased operation
shut: nothing works any more at the {site} in {place}
shut: work at the {site} in {place} has come to a stop
= fire
~ there was no fire at the {site} in {place}
~ nothing burned at the {site} in {place}
? cause x:fire_cause act
+ the fire{t} at the {site} in {place} was caused by {x}
+ {x} caused the fire{t} at the {site} in {place}
+ {x} started the blaze{t} at the {site} in {place}
+ investigators traced the fire{t} at the {site} in {place} to {x}
+ the cause of the fire{t} at the {site} in {place} was {x}
! {place} {site} fire caused by {x}
- the fire at the {site} in {place} was not caused by {x}
- {x} did not cause the fire at the {site} in {place}
- {x} has been ruled out as the cause of the fire at the {site} in {place}
- the blaze at the {site} in {place} had nothing to do with {x}
- the cause of the fire at the {site} in {place} was not {x}
? killed n:people:2:150 act
+ {n} people died in the fire{t} at the {site} in {place}
+ the fire{t} at the {site} in {place} killed {n} people
+ {n} people lost their lives{t} when the {site} in {place} burned
+ the death toll of the fire{t} at the {site} in {place} is {n} people
! {place} {site} fire kills {n} people
0 no one died in the fire at the {site} in {place}
0 the fire at the {site} in {place} cost no lives
0 nobody lost their life when the {site} in {place} burned
? crews n:firefighters:8:400 act
+ {n} firefighters fought the blaze at the {site} in {place}
+ the blaze at the {site} in {place} was tackled by {n} firefighters
+ {n} firefighters were sent to the fire at the {site} in {place} and tackled the flames
? state alt
out: the fire at the {site} in {place} is out
out: the fire at the {site} in {place} has been put out
out: firefighters have extinguished the fire at the {site} in {place}
out: the fire at the {site} in {place} is no longer burning
burns: the fire at the {site} in {place} is still burning
burns: firefighters have not yet put out the fire at the {site} in {place}
burns: the {site} in {place} is still on fire
burns: efforts to extinguish the fire at the {site} in {place} have so far failed
? start x:clock act
+ the fire at the {site} in {place} broke out {x}{t}
+ the {site} in {place} caught fire {x}{t}
+ {x}{t}, a fire began at the {site} in {place}
+ flames first appeared at the {site} in {place} {x}{t}
- the fire at the {site} in {place} did not break out {x}
- it was not {x} that the {site} in {place} caught fire
? area n:area:20:9000
+ forest fires near {place} have burned {n} of land
+ {n} of land have burned in forest fires near {place}
+ forest fires near {place} have blackened {n} of land
! {n} of land burned near {place}
? insured alt
yes: the {site} in {place} was insured
yes: the {site} in {place} had insurance
yes: insurance covered the {site} in {place}
no: the {site} in {place} had no insurance
no: the {site} in {place} was not insured
no: the owners never insured the {site} in {place}
= flood
~ there was no flooding in {place}
~ {place} was spared any flooding
? cause x:flood_cause act
+ {x} caused the floods{t} in {place}
+ the floods{t} in {place} were caused by {x}
+ {x} was to blame for the flooding of {place}{t}
+ experts put the flooding of {place}{t} down to {x}
- {x} did not cause the floods in {place}
- the floods in {place} were not caused by {x}
- {x} was not to blame for the flooding of {place}
? homes n:homes:20:40000 act
+ {n} homes were flooded in {place}{t}
+ the flood{t} put {n} homes under water in {place}
+ in {place}, {n} homes stood under water{t}
! {n} homes under water in {place}
0 not one home was flooded in {place}
0 no homes were under water in {place}
? fled n:people:50:90000 act
+ {n} people were evacuated from {place} because of the flood
+ {n} people had to leave {place} when the flood came
+ the flood in {place} drove {n} people from their homes
0 no one was evacuated from {place} because of the flood
0 the flood in {place} did not drive anyone from their home
? level alt
up: the {river} at {place} is rising
up: water levels on the {river} at {place} continue to rise
up: the {river} at {place} is getting higher
down: the {river} at {place} is falling
down: water levels on the {river} at {place} are going down
down: the {river} at {place} is getting lower
down,flat: the {river} at {place} is no longer rising
down,flat: the {river} at {place} is not rising
flat: water levels on the {river} at {place} are unchanged
flat: the {river} at {place} is neither rising nor falling
? rain n:rain:20:600
+ {n} of rain fell on {place} in one day
+ {place} had {n} of rain in a single day
+ a single day brought {n} of rain to {place}
? dam alt
holds: the dam above {place} has held
holds: the dam above {place} did not break
holds: the dam above {place} never gave way
breach: the dam above {place} has broken
breach: the dam above {place} gave way
breach: the dam above {place} failed to hold
! breach: dam above {place} breaks
= crash
~ no such train accident happened near {place}
~ the train near {place} did not crash
? cause x:crash_cause act
+ {x} caused the train crash{t} near {place}
+ the train crash{t} near {place} was caused by {x}
+ {x} led to the train crash{t} near {place}
+ inspectors blame {x} for the train crash{t} near {place}
! {x} blamed for train crash near {place}
- {x} did not cause the train crash near {place}
- the train crash near {place} was not caused by {x}
- inspectors ruled out {x} as the cause of the train crash near {place}
? aboard n:passengers:20:600
+ {n} passengers were on board the train that crashed near {place}
+ the train that crashed near {place} was carrying {n} passengers
+ the train that crashed near {place} had {n} passengers on board
0 there were no passengers on board the train that crashed near {place}
0 the train that crashed near {place} was not carrying a single passenger
? injured n:passengers:3:90 act
+ {n} passengers were injured in the train crash{t} near {place}
+ the train crash{t} near {place} injured {n} passengers
+ {n} passengers were hurt{t} when a train crashed near {place}
! {n} passengers hurt in train crash near {place}
0 no passengers were injured in the train crash near {place}
0 the train crash near {place} did not injure a single passenger
? driver alt
alive: the driver of the train that crashed near {place} survived
alive: the driver of the train that crashed near {place} is alive
alive: the train crash near {place} did not kill the driver
alive: the driver lived through the train crash near {place}
dead: the driver of the train that crashed near {place} is dead
dead: the driver did not survive the train crash near {place}
dead: the train crash near {place} killed the driver
dead: the driver lost his life in the train crash near {place}
? line alt
open: the railway line at {place} is open again
open: trains are running again through {place}
open: the railway line at {place} has reopened
shut: the railway line at {place} is still closed
shut: the railway line at {place} has not reopened
shut: there are still no trains through {place}
! shut: rail line at {place} still shut
? speed n:speed:40:180
+ the train was travelling at {n} before the crash near {place}
+ before the crash near {place} the train was going at {n}
+ the speed of the train before the crash near {place} was {n}
= sea
~ {ship} never sank
~ {ship} did not go down
? where x:place act
+ {ship} sank off {x}{t}
+ {ship} went down off {x}{t}
+ {ship} was lost{t} in the waters off {x}
! {ship} sinks off {x}
- it was not off {x} that {ship} sank
- {ship} did not go down off {x}
? rescued n:sailors:3:60
+ {n} sailors were rescued from {ship}
+ rescuers saved {n} sailors from {ship}
+ the coastguard picked up {n} sailors from {ship}
0 not one sailor was rescued from {ship}
0 rescuers saved no sailors from {ship}
? cargo alt
all: the whole cargo of {ship} has been lost
all: none of the cargo of {ship} has been saved
part: some of the cargo of {ship} has been saved but not all of it
part: part of the cargo of {ship} is lost and part has been recovered
none: the cargo of {ship} has been saved in full
none: none of the cargo of {ship} has been lost
all,part: cargo of {ship} has been lost
all,part: not all the cargo of {ship} has been saved
? order alt
before: the captain left {ship} before the passengers
before: the captain was off {ship} earlier than the passengers
before: the passengers left {ship} after the captain
after: the captain left {ship} after the passengers
after: the passengers left {ship} before the captain
after: only when the passengers were off {ship} did the captain leave it
? years n:age:3:60
+ {ship} was {n} old
+ the age of {ship} was {n}
+ {ship} was built {n} ago
= protest
~ there was no protest in {place}
~ nobody protested in {place}
? cause x:protest_cause act
+ {x} sparked the protest{t} in {place}
+ the protest{t} in {place} was sparked by {x}
+ {x} set off the protest{t} in {place}
+ people in {place} took to the streets{t} over {x}
- {x} did not spark the protest in {place}
- the protest in {place} had nothing to do with {x}
- the protest in {place} was not over {x}
? size n:protesters:50:90000 act
+ {n} protesters marched through {place}{t}
+ the march{t} through {place} drew {n} protesters
+ {n} protesters took part in the march{t} through {place}
! {n} protesters march through {place}
0 not a single protester marched through {place}
0 no protesters took part in the march through {place}
? arrests n:people:3:900
+ {n} people were arrested at the protest in {place}
+ police arrested {n} people at the protest in {place}
+ police took {n} people into custody at the protest in {place}
0 no one was arrested at the protest in {place}
0 police did not arrest a single person at the protest in {place}
0 the protest in {place} passed without any arrest
? gas alt
yes: police used tear gas against protesters in {place}
yes: tear gas was fired at protesters in {place}
yes: protesters in {place} were dispersed with tear gas
no: police used no tear gas against protesters in {place}
no: tear gas was not fired at protesters in {place}
no: at no point did police in {place} fire tear gas at protesters
? leader alt key=person
held: {person} is still in custody
held: {person} has not been released from jail
held: {person} remains behind bars
free: {person} is no longer in custody
free: {person} has been released from jail
free: {person} is out of jail
! free: {person} released from jail
= election
? winner x:party act
+ {x} won the election in {country}{t}
+ the election in {country}{t} was won by {x}
+ victory in the election{t} in {country} went to {x}
+ voters in {country} gave victory to {x}{t}
! {x} wins election in {country}
- {x} did not win the election in {country}
- {x} failed to win the election in {country}
- the election in {country} was not won by {x}
? turnout n:percent:20:90
+ turnout in the election in {country} was {n}
+ {n} of voters took part in the election in {country}
+ {n} of the electorate in {country} cast a vote
? seats n:seats:5:190 key=party
+ {party} took {n} seats in the parliament of {country}
+ {n} seats in the parliament of {country} went to {party}
+ in the parliament of {country}, {party} won {n} seats
0 {party} did not win a single seat in the parliament of {country}
0 {party} took no seats in the parliament of {country}
? when x:date act
+ the election in {country} was held {x}
+ {country} went to the polls {x}
+ voters in {country} cast their ballots {x}
- the election in {country} was not held {x}
- {country} did not go to the polls {x}
? recount alt
yes: the electoral commission of {country} has ordered a recount
yes: votes in {country} will be recounted on the electoral commission's orders
yes: a recount has been ordered by the electoral commission of {country}
no: the electoral commission of {country} has not ordered a recount
no: the electoral commission of {country} refused to order a recount
no: no recount has been ordered by the electoral commission of {country}
? loser alt key=person
yes: {person} has conceded defeat
yes: {person} has admitted losing
yes: {person} has accepted defeat
no: {person} has refused to concede defeat
no: {person} has not accepted defeat
no: {person} has yet to admit losing
= vote
? outcome alt
for: parliament in {country} approved the pension bill{t}
for: lawmakers in {country} passed the pension bill{t}
for: the pension bill was adopted{t} by parliament in {country}
! for: {country} parliament passes pension bill
against: parliament in {country} rejected the pension bill{t}
against: lawmakers in {country} voted down the pension bill{t}
against: the pension bill did not pass{t} in parliament in {country}
against: the pension bill failed to win a majority{t} in parliament in {country}
? tally n:lawmakers:20:200
+ {n} lawmakers voted for the pension bill in {country}
+ the pension bill in {country} was backed by {n} lawmakers
+ the pension bill in {country} got the votes of {n} lawmakers
? abstain n:lawmakers:2:40
+ {n} lawmakers abstained in the vote in {country}
+ in the vote in {country}, {n} lawmakers abstained
0 no lawmakers abstained in the vote in {country}
0 not one lawmaker abstained in the vote in {country}
? minister alt key=person
out: {person} has resigned as minister
out: {person} has stepped down as minister
out: {person} is no longer a minister
out: {person} has quit as minister
in: {person} is still a minister
in: {person} has not stepped down as minister
in: {person} remains a minister
? age x:year
+ the current pension law of {country} was passed {x}
+ the current pension law of {country} dates from a vote held {x}
- the current pension law of {country} was not passed {x}
= walkout
~ there was no strike at {org}
~ workers at {org} never went on strike
? cause alt
pay: the strike at {org} is about pay
pay: pay is what the strike at {org} is about
pay: wages are at the heart of the strike at {org}
safety: the strike at {org} is about safety and nothing else
safety: safety alone is what the strike at {org} is about
safety: the only issue in the strike at {org} is safety
safety: the strike at {org} is over safety, not pay
? size n:workers:20:9000 act key=org
+ {n} workers at {org} went on strike{t}
+ {n} workers walked out{t} at {org}
+ the strike{t} at {org} was joined by {n} workers
! {n} workers strike at {org}
0 not one worker at {org} went on strike
0 no workers walked out at {org}
? talks alt key=org
done: talks between {org} and the union have ended in agreement
done: {org} and the union have reached a deal
done: {org} has come to an agreement with the union
none: {org} and the union have not reached a deal
none: talks between {org} and the union have produced no agreement
none: {org} and the union have failed to agree
? rise n:percent:2:30
+ the union wants wages at {org} to go up by {n}
+ at {org} the union is asking for a wage rise of {n}
? sacked alt key=person
yes: {person} has been dismissed from the union board
yes: the union has thrown {person} off its board
yes: {person} is no longer on the union board
no: {person} has kept a seat on the union board
no: {person} is still on the union board
no: {person} has not been dismissed from the union board
= outbreak
~ there is no outbreak of {disease} in {place}
~ {place} has seen no {disease} at all
? source x:outbreak_cause act
+ {x} caused the outbreak of {disease} in {place}
+ the outbreak of {disease} in {place} was caused by {x}
+ doctors traced the outbreak of {disease} in {place} to {x}
+ the outbreak of {disease} in {place} goes back to {x}
- {x} did not cause the outbreak of {disease} in {place}
- {x} was not the source of the outbreak of {disease} in {place}
- the outbreak of {disease} in {place} was not caused by {x}
? cases n:cases:5:9000 act
+ {n} cases of {disease} have been recorded in {place}
+ {place} has recorded {n} cases of {disease}
+ doctors in {place} have counted {n} cases of {disease}
! {n} cases of {disease} in {place}
? deaths n:people:2:400 act
+ {n} people in {place} have died of {disease}
+ {disease} has killed {n} people in {place}
+ {disease} has cost {n} people in {place} their lives
0 nobody in {place} has died of {disease}
0 {disease} has not killed anyone in {place}
? trend alt key=place
up: new infections with {disease} in {place} are rising
up: more people in {place} catch {disease} each week than the week before
up: infections with {disease} in {place} are on the increase
down: new infections with {disease} in {place} are falling
down: fewer people in {place} catch {disease} each week than the week before
down: infections with {disease} in {place} are on the decline
down,flat: new infections with {disease} in {place} are no longer rising
down,flat: infections with {disease} in {place} are not on the increase
? schools alt
open: schools in {place} are open
open: schools in {place} have not been closed
open: no school in {place} has been shut
shut: schools in {place} are closed
shut: all schools in {place} have been shut
shut: not one school in {place} is open
! shut: {place} closes all its schools
? vaccine alt
some: vaccine against {disease} has reached {place}
some: doses of vaccine against {disease} have arrived in {place}
some: {place} has received vaccine against {disease}
none: no vaccine against {disease} has reached {place}
none: {place} is still without vaccine against {disease}
none: {place} has yet to receive any vaccine against {disease}
= company
? profit alt key=org
up: profit at {org} rose last year
up: {org} made more profit last year than the year before
up: {org} saw its annual profit grow
up: annual profit at {org} went up
! up: {org} annual profit climbs
down: profit at {org} fell last year
down: {org} made less profit last year than the year before
down: {org} saw its annual profit shrink
down: annual profit at {org} went down
down,flat: profit at {org} did not rise last year
down,flat: {org} failed to raise its annual profit
? revenue n:money:2:900 key=org
+ {org} had annual revenue of {n}
+ annual revenue at {org} was {n}
+ {org} took in {n} of annual revenue
? jobs n:workers:20:9000 key=org
+ {org} will lay off {n} workers
+ {n} workers at {org} will lose their jobs
+ {org} plans to dismiss {n} workers
! {org} to cut {n} workers
0 {org} will not lay off a single worker
0 {org} has no plans to dismiss workers
? boss x:person act
+ {x} is the chief executive of {org}
+ {org} is led by {x} as chief executive
+ the chief executive of {org} is {x}
+ {org} has {x} as its chief executive
- {x} is not the chief executive of {org}
- the chief executive of {org} is not {x}
? buyer x:buyer act
+ {x} has bought {org}
+ {org} has been bought by {x}
+ {org} has passed into the hands of {x}, which bought it
! {x} buys {org}
- {x} has not bought {org}
- {org} was not sold to {x}
- {x} denied having bought {org}
- the company that bought {org} was not {x}
? founded x:year
+ {org} was founded {x}
+ the founding of {org} took place {x}
+ {org} was set up {x}
- {org} was not founded {x}
? plant alt
open: the {org} plant in {place} is running
open: production continues at the {org} plant in {place}
open: {org} has not stopped production in {place}
shut: the {org} plant in {place} is idle
shut: production has stopped at the {org} plant in {place}
shut: {org} no longer produces anything in {place}
= court
? verdict alt key=person
guilty: a court in {place} found {person} guilty{t}
guilty: {person} was convicted{t} by a court in {place}
guilty: a court in {place} convicted {person}{t}
! guilty: {place} court convicts {person}
clear: a court in {place} acquitted {person}{t}
clear: {person} was cleared{t} by a court in {place}
clear: a court in {place} found {person} not guilty{t}
clear: judges in {place} acquitted {person}{t}
? charge x:charge key=person
+ the only charge against {person} is {x}
+ {person} is on trial for {x} alone
+ {person} faces a single charge, {x}
- {person} is not accused of {x}
- {x} is not among the charges against {person}
- there is no charge of {x} against {person}
? term n:term:2:25 key=person
+ prosecutors asked that {person} be sentenced to {n} in prison
+ prosecutors called for {person} to be given {n} in prison
+ the prison sentence that prosecutors asked for {person} was {n}
+ prosecutors wanted {person} to go to prison for {n}
? where alt key=person
held: {person} is in custody
held: {person} is being held in jail
held: {person} has not been set free
free: {person} is at liberty
free: {person} is not in custody
free: {person} has been set free
? appeal alt key=person
yes: {person} has filed an appeal
yes: {person} has appealed
yes: lawyers for {person} have lodged an appeal
no: {person} has not appealed
no: {person} has filed no appeal
no: lawyers for {person} have chosen not to appeal
? judge x:person
+ the presiding judge at the trial in {place} was {x}
+ {x} presided over the trial in {place}
+ the trial in {place} was presided over by {x}
- {x} did not preside over the trial in {place}
- the presiding judge at the trial in {place} was not {x}
= sport
~ the match between {team} and {team2} was not played
~ {team} never played {team2}
? result alt act
a: {team} beat {team2}{t}
a: {team2} lost to {team}{t}
a: {team} won against {team2}{t}
a: {team2} were beaten by {team}{t}
! a: {team} defeat {team2}
b: {team2} beat {team}{t}
b: {team} lost to {team2}{t}
b: {team2} won against {team}{t}
b: {team} went down to {team2}{t}
b,draw: {team} did not beat {team2}{t}
b,draw: {team} failed to win against {team2}{t}
draw: {team} drew with {team2}{t}
draw: neither {team} nor {team2} won{t} when they met
? scorer x:person act
+ {x} scored the first goal when {team} met {team2}
+ the first goal of the match between {team} and {team2} came from {x}
+ it was {x} who opened the scoring when {team} met {team2}
- {x} did not score the first goal when {team} met {team2}
- the first goal of the match between {team} and {team2} was not scored by {x}
? crowd n:spectators:200:70000 act
+ {n} spectators watched {team} play {team2}
+ the match between {team} and {team2} was seen by {n} spectators
+ {n} spectators came to see {team} against {team2}
0 not a single spectator watched {team} play {team2}
0 there were no spectators at the match between {team} and {team2}
? place x:place act
+ {team} and {team2} met in {x}{t}
+ the match between {team} and {team2} took place in {x}{t}
+ {x} hosted the match{t} between {team} and {team2}
- {team} and {team2} did not meet in {x}
- the match between {team} and {team2} did not take place in {x}
? nth x:ordinal key=team
+ {team} finished {x} in the league
+ the league season ended with {team} in {x} place
- {team} did not finish {x} in the league
? coach alt key=person
out: {person} has been sacked as coach
out: {person} is no longer the coach
out: {person} has lost the job of coach
in: {person} is still the coach
in: {person} has kept the job of coach
in: {person} has not been sacked as coach
! out: {person} sacked as coach
= science
? found x:planet_thing
+ the main substance that the probe detected on the comet was {x}
+ the probe detected chiefly {x} on the comet
+ chiefly {x} was detected on the comet by the probe
- the main substance that the probe detected on the comet was not {x}
? length n:length:3:400
+ the fault discovered near {place} is {n} long
+ scientists near {place} have discovered a fault {n} long
+ near {place} runs a newly discovered fault with a length of {n}
? launched x:date
+ {country} launched its satellite {x}
+ the satellite of {country} was launched {x}
+ the launch of the satellite of {country} took place {x}
- {country} did not launch its satellite {x}
- the satellite of {country} was not launched {x}
? trial alt key=org
works: the vaccine of {org} works, the trial showed
works: the trial found the vaccine of {org} effective
works: in the trial the vaccine of {org} proved effective
fails: the vaccine of {org} does not work, the trial showed
fails: the trial found the vaccine of {org} ineffective
fails: in the trial the vaccine of {org} failed to protect
? share n:percent:4:90
+ {n} of the coral off {place} is dead
+ the share of dead coral off {place} is {n}
+ off {place}, {n} of the coral has died
? quake x:clock
+ an earthquake shook {place} {x}{t}
+ {place} was shaken by an earthquake {x}{t}
+ the earthquake struck {place} {x}{t}
- the earthquake did not strike {place} {x}
- it was not {x} that the earthquake shook {place}
? lead x:person
+ the study of the caves at {place} was led by {x}
+ {x} led the study of the caves at {place}
+ the head of the study of the caves at {place} was {x}
- {x} did not lead the study of the caves at {place}
- the study of the caves at {place} was not led by {x}
= economy
? jobless alt key=country
up: unemployment in {country} rose last month
up: the jobless rate in {country} went up last month
up: {country} saw its unemployment rate climb last month
down: unemployment in {country} fell last month
down: the jobless rate in {country} went down last month
down: {country} saw its unemployment rate drop last month
flat: unemployment in {country} was unchanged last month
flat: the jobless rate in {country} did not move last month
! down: unemployment in {country} falls
? inflation n:percent:2:60 key=country
+ inflation in {country} was {n}
+ prices in {country} rose by {n} in a year
+ {country} had an inflation rate of {n}
? loan n:money:2:900 key=country
+ {country} will borrow {n} from the fund
+ the fund will lend {n} to {country}
+ {country} will receive a loan of {n} from the fund
0 the fund will lend nothing to {country}
? border alt
open: the border between {country} and {country2} is open
open: {country} and {country2} have opened their border
open: nobody is being stopped at the open border between {country} and {country2}
shut: the border between {country} and {country2} is closed
shut: {country} and {country2} have shut their border
shut: the border between {country} and {country2} is not open
? pipeline n:length:20:1500
+ the pipeline from {country} to {country2} is {n} long
+ a pipeline {n} long links {country} with {country2}
+ the pipeline from {country} to {country2} has a length of {n}
? envoy x:person
+ the ambassador of {country} in {place} is {x}
+ {x} is the ambassador of {country} in {place}
+ {country} is represented in {place} by its ambassador, {x}
- {x} is not the ambassador of {country} in {place}
- the ambassador of {country} in {place} is not {x}
= crime
~ no robbery took place at the {site} in {place}
~ the {site} in {place} was never robbed
? gang n:men:2:20 act
+ {n} men robbed the {site} in {place}{t}
+ the {site} in {place} was robbed{t} by {n} men
+ the robbery{t} at the {site} in {place} was the work of {n} men
? culprit x:person act
+ {x} planned the robbery{t} at the {site} in {place}
+ the robbery{t} at the {site} in {place} was planned by {x}
+ the mind behind the robbery{t} at the {site} in {place} was {x}
- {x} did not plan the robbery at the {site} in {place}
- {x} had no part in planning the robbery at the {site} in {place}
- {x} denies having planned the robbery at the {site} in {place}
- the robbery at the {site} in {place} was not planned by {x}
? loot n:money:1:90 act
+ robbers took {n} from the {site} in {place}{t}
+ {n} was stolen{t} from the {site} in {place}
+ the robbery{t} at the {site} in {place} brought in {n}
! {n} stolen in {place} {site} robbery
0 nothing was stolen from the {site} in {place}
0 robbers got away with no money from the {site} in {place}
? guard alt
alive: the guard at the {site} in {place} is alive
alive: the guard at the {site} in {place} has survived
alive: the guard at the {site} in {place} did not die
dead: the guard at the {site} in {place} is dead
dead: the guard at the {site} in {place} has died
dead: the guard at the {site} in {place} did not survive
? found alt
all: all the men behind the robbery in {place} have been caught
all: none of the men behind the robbery in {place} is still at large
none: none of the men behind the robbery in {place} has been caught
none: all the men behind the robbery in {place} are still at large
none: police have failed to catch any of the men behind the robbery in {place}
part: police have caught some but not all of the men behind the robbery in {place}
all,part: some of the men behind the robbery in {place} have been caught
part,none: not all the men behind the robbery in {place} have been caught
part,none: some of the men behind the robbery in {place} are still at large
? animal x:animal
+ the keeper at {place} zoo was hurt by {x}
+ {x} hurt the keeper at {place} zoo
- the keeper at {place} zoo was not hurt by {x}
- {x} did not hurt the keeper at {place} zoo
"""
